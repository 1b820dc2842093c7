/* Files of wallet labels: CSV and JSON ones make one edition together. Private to list/. */
#ifndef LIST_LABEL_FILE_H
#define LIST_LABEL_FILE_H

#include "list/label.h"

/** Read one file, the `number`th of its edition, into the list. */
cordon_status label_csv_file(struct label_list *l, const struct list_file *file, uint8_t number,
                             struct cordon_error *err);
cordon_status label_json_file(struct label_list *l, const struct list_file *file, uint8_t number,
                              struct cordon_error *err);

/** list_format.read of both. */
cordon_status label_files_read(str source, const struct list_file *files, size_t count,
                               struct entity_build *b, struct list_report *report,
                               struct cordon_error *err);

#endif
