/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-gallery-filters.h"

#include <glib/gi18n-lib.h>

#include "pentimento-library-tags.h"
#include "pentimento-services.h"

enum { CHANGED, N_SIGNALS };

struct _PentimentoGalleryFilters {
  GtkPopover parent_instance;

  PentimentoLibrary *library;
  GStrv tags;       /* as the list of tags has them, after its first entry */
  gboolean filling; /* the lists are being made anew, which is no choice */

  GtkDropDown *tag_choice;
  GtkDropDown *kind_choice;
  GtkDropDown *provider_choice;
  GtkDropDown *date_choice;
  GtkWidget *days_box;
  GtkMenuButton *since_button;
  GtkMenuButton *until_button;
  GtkCalendar *since_calendar;
  GtkCalendar *until_calendar;
  GtkDropDown *size_choice;
  GtkDropDown *cost_choice;
  GtkDropDown *star_choice;
  GtkDropDown *reject_choice;
  GtkCheckButton *region_check;
  GtkCheckButton *unknown_check;
  GtkWidget *clear_button;
};

G_DEFINE_FINAL_TYPE (PentimentoGalleryFilters, pentimento_gallery_filters, GTK_TYPE_POPOVER)

static guint signals[N_SIGNALS];

/* In the order of their lists in the interface file; the first of each lets everything through. */
static const int kinds[] = { -1, PENTIMENTO_VERSION_EDITED, PENTIMENTO_VERSION_GENERATED, PENTIMENTO_VERSION_CHANGED,
                             PENTIMENTO_VERSION_OPENED };

enum { ANY_TIME, TODAY, WEEK, MONTH, YEAR, BETWEEN };

static const struct {
  gint64 min, max;
} sizes[] = {
  { 0, G_MAXINT64 }, { 0, 999999 }, { 1000000, 4000000 }, { 4000001, 12000000 }, { 12000001, G_MAXINT64 },
};

static const struct {
  gint64 min, max;
} costs[] = {
  { 0, G_MAXINT64 }, { 0, 0 }, { 1, G_MAXINT64 }, { 50000, G_MAXINT64 }, { 100000, G_MAXINT64 },
};

static const PentimentoGalleryMark marks[] = {
  PENTIMENTO_GALLERY_EITHER,
  PENTIMENTO_GALLERY_WITH,
  PENTIMENTO_GALLERY_WITHOUT,
};

static gint64
to_moment (GDateTime *date, int days)
{
  g_autoptr (GDateTime) day = g_date_time_new_local (g_date_time_get_year (date), g_date_time_get_month (date),
                                                     g_date_time_get_day_of_month (date), 0, 0, 0);
  g_autoptr (GDateTime) moment = g_date_time_add_days (day, days);

  return MAX (0, g_date_time_to_unix (moment)) * G_USEC_PER_SEC;
}

static void
apply_days (PentimentoGalleryFilters *self, PentimentoGalleryFilter *filter)
{
  g_autoptr (GDateTime) since = gtk_calendar_get_date (self->since_calendar);
  g_autoptr (GDateTime) until = gtk_calendar_get_date (self->until_calendar);

  /* In whichever order the two were chosen. */
  filter->since = MIN (to_moment (since, 0), to_moment (until, 0));
  filter->until = MAX (to_moment (since, 1), to_moment (until, 1));
}

static void
apply_date (PentimentoGalleryFilters *self, PentimentoGalleryFilter *filter)
{
  static const int days[] = { [TODAY] = 0, [WEEK] = -6, [MONTH] = -29, [YEAR] = -364 };
  guint choice = gtk_drop_down_get_selected (self->date_choice);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (choice == BETWEEN)
    apply_days (self, filter);
  else if (choice != ANY_TIME)
    filter->since = to_moment (now, days[choice]);
}

void
pentimento_gallery_filters_apply (PentimentoGalleryFilters *self, PentimentoGalleryFilter *filter)
{
  guint tag = gtk_drop_down_get_selected (self->tag_choice);
  guint provider = gtk_drop_down_get_selected (self->provider_choice);
  guint size = gtk_drop_down_get_selected (self->size_choice);
  guint cost = gtk_drop_down_get_selected (self->cost_choice);

  filter->tag = tag > 0 && self->tags != NULL ? g_strdup (self->tags[tag - 1]) : NULL;
  filter->provider = provider > 0 ? g_strdup (seedream_registry_get_ids ()[provider - 1]) : NULL;
  filter->kind = kinds[gtk_drop_down_get_selected (self->kind_choice)];
  filter->min_pixels = sizes[size].min;
  filter->max_pixels = sizes[size].max;
  filter->min_cost = costs[cost].min;
  filter->max_cost = costs[cost].max;
  filter->starred = marks[gtk_drop_down_get_selected (self->star_choice)];
  filter->rejected = marks[gtk_drop_down_get_selected (self->reject_choice)];
  filter->region = gtk_check_button_get_active (self->region_check);
  filter->unknown = gtk_check_button_get_active (self->unknown_check);
  apply_date (self, filter);
}

static void
list_choices (PentimentoGalleryFilters *self, GtkDropDown *choices[8])
{
  GtkDropDown *all[] = { self->tag_choice,  self->kind_choice, self->provider_choice, self->date_choice,
                         self->size_choice, self->cost_choice, self->star_choice,     self->reject_choice };

  memcpy (choices, all, sizeof all);
}

guint
pentimento_gallery_filters_count (PentimentoGalleryFilters *self)
{
  guint count = gtk_check_button_get_active (self->region_check) + gtk_check_button_get_active (self->unknown_check);
  GtkDropDown *choices[8];

  list_choices (self, choices);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    count += gtk_drop_down_get_selected (choices[i]) != 0;
  return count;
}

static void
show_day (GtkMenuButton *button, GtkCalendar *calendar)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);
  g_autofree char *text = g_date_time_format (date, "%x");

  gtk_menu_button_set_label (button, text);
}

static void
chosen (PentimentoGalleryFilters *self)
{
  if (self->filling)
    return;
  gtk_widget_set_visible (self->days_box, gtk_drop_down_get_selected (self->date_choice) == BETWEEN);
  gtk_widget_set_sensitive (self->clear_button, pentimento_gallery_filters_count (self) > 0);
  show_day (self->since_button, self->since_calendar);
  show_day (self->until_button, self->until_calendar);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
day_chosen (PentimentoGalleryFilters *self)
{
  gtk_menu_button_popdown (self->since_button);
  gtk_menu_button_popdown (self->until_button);
  chosen (self);
}

void
pentimento_gallery_filters_clear (PentimentoGalleryFilters *self)
{
  GtkDropDown *choices[8];

  list_choices (self, choices);
  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_drop_down_set_selected (choices[i], 0);
  gtk_check_button_set_active (self->region_check, FALSE);
  gtk_check_button_set_active (self->unknown_check, FALSE);
  self->filling = FALSE;
  chosen (self);
}

static guint
find_tag (PentimentoGalleryFilters *self, const char *tag)
{
  for (guint i = 0; tag != NULL && self->tags[i] != NULL; i++)
    if (g_str_equal (self->tags[i], tag))
      return i + 1;
  return 0;
}

/* Made anew each time the popover is opened: tags come and go. The one that is chosen stays so. */
static void
list_tags (PentimentoGalleryFilters *self)
{
  g_autoptr (GPtrArray) tags = self->library != NULL ? pentimento_library_list_tags (self->library, NULL) : NULL;
  guint selected = gtk_drop_down_get_selected (self->tag_choice);
  g_autofree char *chosen_tag = selected > 0 && self->tags != NULL ? g_strdup (self->tags[selected - 1]) : NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const[]){ _ ("Any Tag or None"), NULL });
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; tags != NULL && i < tags->len; i++)
    {
      const PentimentoTag *tag = tags->pdata[i];
      /* Translators: a tag, and how many versions have it */
      g_autofree char *name = g_strdup_printf (_ ("%s (%u)"), tag->tag, tag->count);

      gtk_string_list_append (names, name);
      g_strv_builder_add (builder, tag->tag);
    }
  self->filling = TRUE;
  g_clear_pointer (&self->tags, g_strfreev);
  self->tags = g_strv_builder_end (builder);
  gtk_drop_down_set_model (self->tag_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->tag_choice, find_tag (self, chosen_tag));
  self->filling = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->tag_choice), self->tags[0] != NULL);
  if (chosen_tag != NULL && gtk_drop_down_get_selected (self->tag_choice) == 0)
    chosen (self);
}

static void
list_providers (PentimentoGalleryFilters *self)
{
  const char *const *ids = seedream_registry_get_ids ();
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const[]){ _ ("All Providers"), NULL });

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (SeedreamProvider) provider = seedream_registry_describe (ids[i]);

      gtk_string_list_append (names, seedream_provider_get_label (provider));
    }
  gtk_drop_down_set_model (self->provider_choice, G_LIST_MODEL (names));
}

void
pentimento_gallery_filters_set_library (PentimentoGalleryFilters *self, PentimentoLibrary *library)
{
  g_set_object (&self->library, library);
}

static void
pentimento_gallery_filters_dispose (GObject *object)
{
  PentimentoGalleryFilters *self = PENTIMENTO_GALLERY_FILTERS (object);

  /* What is torn down is no choice. */
  self->filling = TRUE;
  g_clear_object (&self->library);
  g_clear_pointer (&self->tags, g_strfreev);
  G_OBJECT_CLASS (pentimento_gallery_filters_parent_class)->dispose (object);
}

static void
pentimento_gallery_filters_class_init (PentimentoGalleryFiltersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pentimento_gallery_filters_dispose;
  signals[CHANGED] = g_signal_new ("changed", PENTIMENTO_TYPE_GALLERY_FILTERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/pentimento/Pentimento/pentimento-gallery-filters.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryFilters, tag_choice);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryFilters, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryFilters, provider_choice);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryFilters, date_choice);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryFilters, days_box);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryFilters, since_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryFilters, until_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryFilters, since_calendar);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryFilters, until_calendar);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryFilters, size_choice);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryFilters, cost_choice);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryFilters, star_choice);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryFilters, reject_choice);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryFilters, region_check);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryFilters, unknown_check);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryFilters, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, chosen);
  gtk_widget_class_bind_template_callback (widget_class, day_chosen);
  gtk_widget_class_bind_template_callback (widget_class, list_tags);
  gtk_widget_class_bind_template_callback (widget_class, pentimento_gallery_filters_clear);
}

static void
pentimento_gallery_filters_init (PentimentoGalleryFilters *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  list_providers (self);
  self->filling = FALSE;
  chosen (self);
}
