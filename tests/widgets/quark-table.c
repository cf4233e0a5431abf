/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * GLib drops its first table of quarks, made when it is loaded, when they become more than 2048, as they do in tests with many widgets. It is no leak
 * of ours, but its stack does not tell that to the leak checker. So a pointer to each of the first blocks of that size is kept.
 */

#ifdef __SANITIZE_ADDRESS__

#include <stddef.h>

/* Of sanitizer/allocator_interface.h, which Debian's GCC leaves out. */
int __sanitizer_install_malloc_and_free_hooks (void (*malloc_hook) (const volatile void *, size_t),
                                               void (*free_hook) (const volatile void *));

/* QUARK_BLOCK_SIZE of glib/gquark.c, times a pointer. */
#define TABLE_SIZE (2048 * sizeof (char *))

static const volatile void *volatile tables[4];
static int n_tables;

static void
allocated (const volatile void *block, size_t size)
{
  if (size == TABLE_SIZE && n_tables < (int)(sizeof tables / sizeof *tables))
    tables[n_tables++] = block;
}

static void
freed (const volatile void *block)
{
}

static void
watch (void)
{
  __sanitizer_install_malloc_and_free_hooks (allocated, freed);
}

/* Before any library is initialized. */
__attribute__ ((section (".preinit_array"), used)) static void (*const before_all) (void) = watch;

#endif
