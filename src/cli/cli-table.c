/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-table.h"

#include <stdio.h>

#include "cli-output.h"

struct _CliTable {
  guint n_columns;
  GPtrArray *rows; /* of GStrv */
};

CliTable *
cli_table_new (const char *const *heading)
{
  CliTable *self = g_new0 (CliTable, 1);

  self->n_columns = g_strv_length ((char **)heading);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  cli_table_add (self, heading);
  return self;
}

void
cli_table_free (CliTable *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
cli_table_add (CliTable *self, const char *const *row)
{
  char **cells = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    cells[i] = cli_output_one_line (row[i], 0);
  g_ptr_array_add (self->rows, cells);
}

static glong
column_width (CliTable *self, guint column)
{
  glong width = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      char **cells = g_ptr_array_index (self->rows, i);

      width = MAX (width, g_utf8_strlen (cells[column], -1));
    }
  return width;
}

static void
print_row (CliTable *self, char **cells, const glong *widths)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < self->n_columns; i++)
    {
      g_string_append (line, cells[i]);
      for (glong gap = g_utf8_strlen (cells[i], -1); i + 1 < self->n_columns && gap < widths[i] + 2; gap++)
        g_string_append_c (line, ' ');
    }
  puts (g_strchomp (line->str));
}

void
cli_table_print (CliTable *self)
{
  g_autofree glong *widths = g_new (glong, self->n_columns);

  for (guint i = 0; i < self->n_columns; i++)
    widths[i] = column_width (self, i);
  for (guint i = 0; i < self->rows->len; i++)
    print_row (self, g_ptr_array_index (self->rows, i), widths);
}
