/*
 * Words that evidence knows: domains, programs, signatures, published contacts. Built in; the
 * tables are data/labels/, each with source and date. Private to evidence/.
 */
#ifndef EVIDENCE_LABELS_H
#define EVIDENCE_LABELS_H

#include "base/str.h"

enum { LABEL_TEXT = 96 }; /* longer words are in no table */

/** Kinds of words (data/labels/words.tsv, remote_tools.tsv). */
enum label_kind {
    LABEL_FREE_MAIL,      /* domains */
    LABEL_MAIL_TRADE,     /* trade words in the local part */
    LABEL_MAIL_WORD,      /* everyday words in the local part, not names */
    LABEL_OTP_RELAY,      /* domains */
    LABEL_VPN_SERVICE,    /* services that reports name for this scheme */
    LABEL_VPN_CLIENT,     /* programs */
    LABEL_VIRTUAL_CAMERA, /* programs and devices */
    LABEL_JIGGLER,        /* programs */
    LABEL_REMOTE_TOOL,    /* programs that let somebody else operate a computer */
    LABEL_REMOTE_DOMAIN,  /* their domains */
    LABEL_KVM_USB,        /* vendor:product, "3346:1009" */
    LABEL_KVM_SERIAL,     /* USB serial numbers */
    LABEL_KINDS,
};

/** What the table calls this word, without regard to case; "" when it is not in it. */
str label_word(enum label_kind kind, str word);
/** The same of a domain or one above it: "a.b.example.com" is found as "example.com". */
str label_domain(enum label_kind kind, str domain);
/** The same of a program as inventories write it: "C:\Tools\AnyDesk.exe", "AnyDesk 8.0.1",
 *  "TeamViewer (x64)": without folder, ending and version. */
str label_program(enum label_kind kind, str program);

/** A domain of throw-away mailboxes, or below one. */
bool label_is_disposable(str domain);
/** The device whose text stands in a USB maker's or product's text (is_edid: a monitor's name). */
str label_kvm(str text, bool is_edid);
/** The cluster a published list puts this mailbox or handle in; "" when it names none. */
str label_contact(str value);

#endif
