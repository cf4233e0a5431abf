/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "seedream-error.h"

static gboolean
is_from_proxy (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_FAILED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NOT_ALLOWED);
}

static gboolean
asks_for_password (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH);
}

static gboolean
is_without_way (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE);
}

/* Who cannot prove who it is, and a proxy that wants something, will not have changed in a moment. */
gboolean
seedream_error_is_passing_network (const GError *error)
{
  return error->domain != G_TLS_ERROR && !is_from_proxy (error) && !asks_for_password (error);
}

const char *
seedream_error_describe_network (const GError *error)
{
  if (error->domain == G_RESOLVER_ERROR)
    return _ ("The address of the service could not be found. Check the network connection.");
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return _ ("The service could not prove who it is, so nothing was sent. Check this machine’s date, and whether "
              "something on the network listens in.");
  if (error->domain == G_TLS_ERROR)
    return _ (
        "No secure connection to the service could be made, so nothing was sent. Try again from another network.");
  if (asks_for_password (error))
    return _ ("The proxy between this machine and the service asks for a name and a password. Enter them in the "
              "system’s network settings.");
  if (is_from_proxy (error))
    return _ ("The proxy between this machine and the service failed. Check the system’s network settings.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return _ ("Nobody answers at the address of the service. Check the address, or try again later.");
  if (is_without_way (error))
    return _ ("There is no way to the service from here. Check the network connection.");
  return _ ("The service could not be reached. Check the network connection.");
}
