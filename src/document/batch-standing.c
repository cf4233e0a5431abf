/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "batch-standing.h"

#include "seedream.h"

static gboolean
has_state (const PentimentoJobRecord *record, SeedreamJobState state)
{
  return g_strcmp0 (record->state, seedream_job_state_to_string (state)) == 0;
}

static gboolean
is_ended (const PentimentoJobRecord *record)
{
  return has_state (record, SEEDREAM_JOB_FAILED) || has_state (record, SEEDREAM_JOB_CANCELLED);
}

static gboolean
is_free (const PentimentoJobRecord *record)
{
  return g_strcmp0 (record->billed, "no") == 0;
}

gboolean
batch_standing_is_unsent (const PentimentoJobRecord *record)
{
  SeedreamJobState state;

  return seedream_job_state_from_string (record->state, &state) && state < SEEDREAM_JOB_SUBMITTING;
}

BatchStanding
batch_standing_of_record (const PentimentoJobRecord *record)
{
  if (record == NULL || batch_standing_is_unsent (record) || (is_ended (record) && is_free (record)))
    return BATCH_STANDING_UNBOUGHT;
  if (has_state (record, SEEDREAM_JOB_DONE))
    return BATCH_STANDING_DONE;
  if (is_ended (record))
    return BATCH_STANDING_CHARGED;
  return has_state (record, SEEDREAM_JOB_UNKNOWN) ? BATCH_STANDING_UNKNOWN : BATCH_STANDING_OPEN;
}

void
batch_standing_take_cost (PentimentoBatchItem *item, const PentimentoJobRecord *record)
{
  SeedreamCost cost = { record->cost_micros, "", seedream_cost_kind_from_string (record->cost_kind) };

  if (batch_standing_of_record (record) == BATCH_STANDING_UNBOUGHT)
    {
      pentimento_batch_item_set_cost (item, &pentimento_batch_item_no_cost);
      return;
    }
  g_strlcpy (cost.currency, record->cost_currency, sizeof cost.currency);
  pentimento_batch_item_set_cost (item, &cost);
}

PentimentoJobRecord *
batch_standing_find_record (PentimentoLibrary *library, PentimentoBatchItem *item, GError **error)
{
  g_autoptr (GError) problem = NULL;
  PentimentoJobRecord *record = NULL;

  if (item->record->job_id != NULL)
    record = pentimento_library_get_job (library, item->record->job_id, &problem);
  if (problem != NULL && !g_error_matches (problem, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING))
    g_propagate_error (error, g_steal_pointer (&problem));
  return record;
}

/* What was seen last need not be so any more: another program may have taken it up. */
static gboolean
may_have_changed (PentimentoBatchItem *item)
{
  return item->state == PENTIMENTO_BATCH_ITEM_RUNNING || item->state == PENTIMENTO_BATCH_ITEM_FAILED
         || item->state == PENTIMENTO_BATCH_ITEM_UNKNOWN;
}

static PentimentoBatchItemState
choose_state (const PentimentoJobRecord *record)
{
  switch (batch_standing_of_record (record))
    {
    case BATCH_STANDING_UNBOUGHT:
      return PENTIMENTO_BATCH_ITEM_WAITING;
    case BATCH_STANDING_CHARGED:
      return PENTIMENTO_BATCH_ITEM_FAILED;
    case BATCH_STANDING_UNKNOWN:
      /* With an id, the provider can be asked. */
      return record->remote_id != NULL ? PENTIMENTO_BATCH_ITEM_RUNNING : PENTIMENTO_BATCH_ITEM_UNKNOWN;
    case BATCH_STANDING_DONE:
    case BATCH_STANDING_OPEN:
    default:
      return PENTIMENTO_BATCH_ITEM_RUNNING;
    }
}

gboolean
batch_standing_review (PentimentoLibrary *library, PentimentoBatchItem *item, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (PentimentoJobRecord) record = batch_standing_find_record (library, item, &problem);
  PentimentoBatchItemState state;

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (record != NULL)
    batch_standing_take_cost (item, record);
  if (!may_have_changed (item))
    return TRUE;
  state = choose_state (record);
  item->reviewed = state != item->state;
  pentimento_batch_item_set_state (item, state, record != NULL ? record->error_message : NULL);
  return TRUE;
}
