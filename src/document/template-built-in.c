/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "template-built-in.h"

#include <glib/gi18n-lib.h>

#define MOST_VARIABLES 3
#define MOST_PICTURES 5

/* What one of them says to people is translated, words that stand alone with what they are. The prompts and the examples are not: they are sent as they stand, and the
 * models understand English best. */
typedef struct {
  const char *name;
  const char *title;
  const char *description;
  SeedreamOperation operation;
  const char *prompt;
  struct {
    const char *name;
    const char *label;
    const char *example;
  } variables[MOST_VARIABLES];
  const char *pictures[MOST_PICTURES];
} BuiltIn;

/* What all edits of people ask for: what was not asked to change does not. */
#define KEEP_PERSON                                                                                                    \
  "Leave the person's face, hair, skin, body shape and pose exactly as in image 1, and the background, the framing "   \
  "and the light too."
#define WORN                                                                                                           \
  "Take over cut, colour, material, pattern and every print as they are, and let the cloth fall and crease as it "     \
  "would on this body, with shadows that match the light of image 1."

static const BuiltIn built_ins[] = {
  {
      .name = "viewpoint",
      .title = N_ ("Another viewpoint"),
      .description = N_ ("The same scene, seen from somewhere else."),
      .prompt = "Move the camera so that this same scene is seen from {viewpoint}. Everything in it stays what and "
                "where it is: people, things, colours, weather and time of day. Invent only what comes into view, in "
                "keeping with the rest.",
      .variables = { { "viewpoint", NC_ ("asked for", "Seen from"), "a low angle on the left" } },
      .pictures = { NC_ ("picture", "Scene") },
  },
  {
      .name = "composition",
      .title = N_ ("Another composition"),
      .description = N_ ("The same subject, framed and arranged anew."),
      .prompt = "Compose this picture anew as {framing}. The subject keeps its looks, its clothes and its light. Where "
                "more of the surroundings comes into view, continue them naturally; stretch nothing.",
      .variables = { { "framing", NC_ ("asked for", "Framing"), "a wide shot with the subject small on the right" } },
      .pictures = { NC_ ("picture", "Picture") },
  },
  {
      .name = "background",
      .title = N_ ("Replace the background"),
      .description = N_ ("What is in front stays; what is behind it becomes another place."),
      .prompt = "Replace everything behind the main subject with {background}. Keep the subject as it is down to "
                "single hairs and see-through edges. Adapt only the light that falls on it and the shadow that it "
                "casts, so that it truly stands there.",
      .variables = { { "background", NC_ ("asked for", "New background"), "a quiet beach at sunrise" } },
      .pictures = { NC_ ("picture", "Subject") },
  },
  {
      .name = "add-object",
      .title = N_ ("Add something"),
      .description = N_ ("One more thing in the picture, lit as if it had been there."),
      .prompt = "Add {object} {place}. It has the right size for where it stands, is lit as its surroundings are, and "
                "casts a shadow and a reflection where there would be one. Change nothing else.",
      .variables = { { "object", NC_ ("asked for", "What to add"), "a sleeping grey cat" },
                     { "place", NC_ ("asked for", "Where"), "on the chair by the window" } },
      .pictures = { NC_ ("picture", "Picture") },
  },
  {
      .name = "remove-object",
      .title = N_ ("Remove something"),
      .description = N_ ("A thing goes, with its shadow; what was hidden by it is filled in."),
      .prompt = "Remove {object} from this picture, together with its shadow and reflection. Fill the place with what "
                "would be seen behind it, in the same texture, grain and focus. Change nothing else.",
      .variables = { { "object", NC_ ("asked for", "What to remove"), "the parked car on the left" } },
      .pictures = { NC_ ("picture", "Picture") },
  },
  {
      .name = "replace-object",
      .title = N_ ("Replace something"),
      .description = N_ ("One thing becomes another, in the same place and light."),
      .prompt = "Replace {object} with {replacement}. The new thing takes the same place, at the size that is natural "
                "for it, and whatever stands before the old one stands before it too. Keep the light, the camera and "
                "everything else.",
      .variables = { { "object", NC_ ("asked for", "What to replace"), "the plastic cup" },
                     { "replacement", NC_ ("asked for", "With what"), "a blue ceramic mug" } },
      .pictures = { NC_ ("picture", "Picture") },
  },
  {
      .name = "style",
      .title = N_ ("Change the style"),
      .description = N_ ("The same picture as if it had been made by other means."),
      .prompt = "Render this picture as {style}. Arrangement, proportions, faces and expressions stay recognisably the "
                "same; only the way in which it is made changes, evenly over the whole picture.",
      .variables = { { "style", NC_ ("asked for", "Style"), "a loose watercolour on rough paper" } },
      .pictures = { NC_ ("picture", "Picture") },
  },
  {
      .name = "style-of-picture",
      .title = N_ ("Take the style from a picture"),
      .description = N_ ("The content of one picture in the manner of another."),
      .prompt
      = "Render image 1 in the manner of image 2: its palette, its way of drawing or its film look, its texture "
        "and its contrast. Take no objects and no people from image 2. What image 1 shows, and where, stays "
        "the same.",
      .pictures = { NC_ ("picture", "Content"), NC_ ("picture", "Style") },
  },
  {
      .name = "light",
      .title = N_ ("Change the light"),
      .description = N_ ("Another time of day, weather or lamp; the things stay."),
      .prompt = "Light this scene anew with {light}. Shadows, highlights and the colour of the air follow from it "
                "everywhere alike. Shapes, materials, faces and the framing stay untouched.",
      .variables
      = { { "light", NC_ ("asked for", "Light"), "soft golden light from the right, late in the afternoon" } },
      .pictures = { NC_ ("picture", "Picture") },
  },
  {
      .name = "sketch-to-photo",
      .title = N_ ("Sketch to photograph"),
      .description = N_ ("A drawing becomes a photograph of what it shows."),
      .prompt = "Turn this drawing into a photograph of {subject}. Follow its outlines, proportions and arrangement "
                "closely, and drop the strokes, the paper and any notes. Use true materials, natural light and the "
                "depth of field of a good lens.",
      .variables = { { "subject", NC_ ("asked for", "What it shows"), "a reading chair of oak and wool" } },
      .pictures = { NC_ ("picture", "Sketch") },
  },
  {
      .name = "detail",
      .title = N_ ("More detail, without a plastic look"),
      .description = N_ ("A soft or worn picture gets natural detail; nothing is smoothed or made prettier."),
      .prompt
      = "Make this photograph clearer. Bring out the detail that a sharp lens would have caught: pores and fine "
        "lines of skin, single hairs, weave of cloth, grain of wood. Do not smooth, retouch or beautify; keep "
        "age, marks, asymmetry, a little film grain, and the colours as they are.",
      .pictures = { NC_ ("picture", "Photograph") },
  },
  {
      .name = "lettering",
      .title = N_ ("Restyle lettering"),
      .description = N_ ("The words stay; the letters are made of something else."),
      .prompt = "Give the lettering that reads \"{text}\" another look: {look}. Spell it exactly so, each letter once "
                "and readable, in the same place, size and slant. Leave all that is not lettering alone.",
      .variables = { { "text", NC_ ("asked for", "The words"), "OPEN" },
                     { "look", NC_ ("asked for", "New look"), "letters of bent neon tube, lit in warm white" } },
      .pictures = { NC_ ("picture", "Lettering") },
  },
  {
      .name = "formula",
      .title = N_ ("Formula on a whiteboard"),
      .description = N_ ("A new picture of a whiteboard with a formula written by hand."),
      .operation = SEEDREAM_OPERATION_GENERATE,
      .prompt = "A photograph, taken straight on, of a wiped whiteboard on which somebody has written in {ink} marker, "
                "large and neatly: {formula}. Every sign, index and fraction line is there just once and in its place; "
                "nothing else stands on the board. Daylight from a window on the left.",
      .variables = { { "formula", NC_ ("asked for", "Formula"), "E = mc²" },
                     { "ink", NC_ ("asked for", "Colour of the marker"), "dark blue" } },
  },
  {
      .name = "logo",
      .title = N_ ("Show a logo on things"),
      .description = N_ ("A logo as it would look on real things."),
      .prompt = "Show the logo of image 1 on {things}, arranged as in a photograph for the presentation of a brand. On "
                "each the logo has its very shape, proportions and colours, follows the surface, and is printed, woven "
                "or embossed as fits the material. No other writing.",
      .variables
      = { { "things", NC_ ("asked for", "On which things"), "a paper bag, a coffee cup and a cotton apron" } },
      .pictures = { NC_ ("picture", "Logo") },
  },
  {
      .name = "character",
      .title = N_ ("The same character elsewhere"),
      .description = N_ ("A person or figure in another situation, still the same."),
      .prompt = "Show the character of image 1 {situation}. It is unmistakably the same: face, age, hair, build, "
                "clothes and their colours, and the same manner of drawing or photography. Pose, expression and "
                "surroundings fit the new situation.",
      .variables = { { "situation", NC_ ("asked for", "Situation"), "reading on a train, seen from the side" } },
      .pictures = { NC_ ("picture", "Character") },
  },
  {
      .name = "try-on",
      .title = N_ ("Try on a garment"),
      .description = N_ ("A person wears a garment from another picture; face, pose and background stay."),
      .prompt
      = "Dress the person of image 1 in the garment of image 2, in place of what it covers. " WORN " " KEEP_PERSON,
      .pictures = { NC_ ("picture", "Person"), NC_ ("picture", "Garment") },
  },
  {
      .name = "try-on-outfit",
      .title = N_ ("Try on an outfit"),
      .description = N_ ("Several garments at once: top, trousers or skirt, shoes."),
      .prompt = "Dress the person of image 1 in the top of image 2, the trousers or skirt of image 3 and the shoes of "
                "image 4, {way}. " WORN " " KEEP_PERSON,
      .variables = { { "way", NC_ ("asked for", "How it is worn"), "with the top tucked in" } },
      .pictures = { NC_ ("picture", "Person"), NC_ ("picture", "Top"), NC_ ("picture", "Trousers or skirt"),
                    NC_ ("picture", "Shoes") },
  },
  {
      .name = "try-on-accessories",
      .title = N_ ("Try on a hat and accessories"),
      .description = N_ ("A hat and one more thing to wear or carry; the clothes stay."),
      .prompt = "Put the hat of image 2 on the person of image 1, and let the person wear or carry the accessory of "
                "image 3 as is usual for it. Both keep their true size, colour and material, press the hair and cast "
                "small shadows as real ones do. The clothes stay. " KEEP_PERSON,
      .pictures = { NC_ ("picture", "Person"), NC_ ("picture", "Hat"), NC_ ("picture", "Accessory") },
  },
  {
      .name = "try-on-complete",
      .title = N_ ("Try on a garment, a hat and an accessory"),
      .description = N_ ("Garment, hat and accessory together."),
      .prompt
      = "Dress the person of image 1 in the garment of image 2, in place of what it covers, add the hat of image "
        "3, and let the person wear or carry the accessory of image 4. " WORN " " KEEP_PERSON,
      .pictures
      = { NC_ ("picture", "Person"), NC_ ("picture", "Garment"), NC_ ("picture", "Hat"), NC_ ("picture", "Accessory") },
  },
  {
      .name = "product-on-model",
      .title = N_ ("Product on a model"),
      .description = N_ ("A product in use by a person, as in a catalogue."),
      .prompt
      = "Make a photograph for a catalogue in which the person of image 1 {use} the product of image 2. The "
        "product keeps its exact form, label, colour and true size, is in focus, and is touched by fingers in a "
        "believable way. The person keeps face and build. Calm surroundings, soft light.",
      .variables = { { "use", NC_ ("asked for", "What the person does with it"), "holds at chest height" } },
      .pictures = { NC_ ("picture", "Model"), NC_ ("picture", "Product") },
  },
  {
      .name = "furnish",
      .title = N_ ("Room with a piece of furniture"),
      .description = N_ ("A piece of furniture from another picture stands in a room."),
      .prompt = "Put the piece of furniture of image 2 into the room of image 1, {place}. It has its true size there, "
                "stands firmly on the floor, follows the perspective of the room, and takes its light and shadows. Its "
                "form, cover and colour stay; walls, windows and everything else in the room do too.",
      .variables = { { "place", NC_ ("asked for", "Where"), "against the wall under the window" } },
      .pictures = { NC_ ("picture", "Room"), NC_ ("picture", "Furniture") },
  },
  {
      .name = "colour-variant",
      .title = N_ ("Colour variant"),
      .description = N_ ("One thing in another colour; material and light stay."),
      .prompt
      = "Change the colour of {object} to {colour}. Its material, texture, seams, prints and highlights stay, and "
        "shadows take on the new colour only where they would. No other colour in the picture changes.",
      .variables = { { "object", NC_ ("asked for", "What"), "the jacket" },
                     { "colour", NC_ ("asked for", "New colour"), "bottle green" } },
      .pictures = { NC_ ("picture", "Picture") },
  },
};

static void
translate_variables (const BuiltIn *one, PentimentoTemplateVariable *variables)
{
  for (guint i = 0; i < MOST_VARIABLES && one->variables[i].name != NULL; i++)
    {
      variables[i].name = (char *)one->variables[i].name;
      variables[i].label = (char *)g_dpgettext2 (GETTEXT_PACKAGE, "asked for", one->variables[i].label);
      variables[i].example = (char *)one->variables[i].example;
    }
}

static PentimentoTemplate *
make (const BuiltIn *one)
{
  PentimentoTemplateVariable variables[MOST_VARIABLES + 1] = { 0 };
  const char *pictures[MOST_PICTURES + 1] = { NULL };
  PentimentoTemplateFacts facts = {
    .name = one->name,
    .title = _ (one->title),
    .description = _ (one->description),
    .operation = one->operation,
    .prompt = one->prompt,
    .variables = variables,
    .pictures = pictures,
    .built_in = TRUE,
  };

  translate_variables (one, variables);
  for (guint i = 0; i < MOST_PICTURES && one->pictures[i] != NULL; i++)
    pictures[i] = g_dpgettext2 (GETTEXT_PACKAGE, "picture", one->pictures[i]);
  return pentimento_template_new (&facts, NULL);
}

void
template_built_in_append (GListStore *templates)
{
  for (guint i = 0; i < G_N_ELEMENTS (built_ins); i++)
    {
      g_autoptr (PentimentoTemplate) template = make (&built_ins[i]);

      /* A translation may be longer than a name can be. */
      if (template != NULL)
        g_list_store_append (templates, template);
    }
}
