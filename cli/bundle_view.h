/* What the commands of bundles share: an object as lines and tables for people, passwords, spans, pairs. */
#ifndef CLI_BUNDLE_VIEW_H
#define CLI_BUNDLE_VIEW_H

#include "cli/command.h"

/** Print an object: its texts and numbers as `key: value`, each array of objects as a table below. With
 *  --json the bytes as they are. @return an exit code */
int bundle_view(struct cli *cli, str json);

/** Ask for the password of a key on the terminal, or read the first line of a file.
 *
 * @param file      of --password-file, or NULL
 * @param is_new    ask twice
 * @param ret       PASSWORD_MAX bytes; wipe them
 * @return CORDON_OK, CORDON_ARGUMENT (two that differ, empty), CORDON_NOTFOUND (no terminal: name a file),
 *         CORDON_LIMIT, CORDON_IO */
cordon_status bundle_password(const char *file, bool is_new, char *ret, size_t *ret_len,
                              struct cordon_error *err);
enum { PASSWORD_MAX = 1024 };

/** "30d", or a day: when something expires. @return false when it is neither */
bool bundle_expiry(str text, int64_t now_s, int64_t *ret_s);

/** "NAME=VALUE", neither empty. @return false when it is not */
bool bundle_pair(const char *text, str *ret_name, const char **ret_value);

#endif
