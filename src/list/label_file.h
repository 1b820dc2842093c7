/* Files of wallet labels: CSV and JSON ones make one edition together. Private to list/. */
#ifndef LIST_LABEL_FILE_H
#define LIST_LABEL_FILE_H

#include "list/label.h"

label_file_fn label_json_file;

/** list_format.read of both. */
cordon_status label_files_read(str source, const struct list_file *files, size_t count,
                               struct entity_build *b, struct list_report *report,
                               struct cordon_error *err);

#endif
