"""Messages with a number that can be one: how many of what, and how the message is written then.

Domain and policy hand out message ids without knowing a language, so the number of words is not
chosen where a message is made but where it is shown (`words.say_with`, by gettext's plural forms).
"""

from __future__ import annotations

ONE: dict[str, tuple[str, str]] = {
    # message: (the blank that is counted, the message where it is one)
    "Absent for {days} days, which is {limit} or less":
        ("days", "Absent for {days} day, which is {limit} or less"),
    "Add {count} &rows": ("count", "Add {count} &row"),
    "Average gross pay, {stubs_first} to {stubs_last}, for {periods} pay periods a year (20.603.5.2)":
        ("periods", "Average gross pay, {stubs_first} to {stubs_last}, for {periods} pay period a year "
                    "(20.603.5.2)"),
    "Average of what was received, for {periods} payments a year":
        ("periods", "Average of what was received, for {periods} payment a year"),
    "Cancelled: {count} were not begun.": ("count", "Cancelled: {count} was not begun."),
    "Copies for the hearing: {pages} pages": ("pages", "Copies for the hearing: {pages} page"),
    "Cost of employment, {name}: {months} months": ("months", "Cost of employment, {name}: {months} month"),
    "Fax packet to FAA, {pages} pages": ("pages", "Fax packet to FAA, {pages} page"),
    "For Title XIX the first {excluded} months of pay in a year do not count (20.603.3.10.b)":
        ("excluded", "For Title XIX the first {excluded} month of pay in a year does not count "
                     "(20.603.3.10.b)"),
    "It ended; the average month, for {months_counted} months of the last twelve (AMB-157)":
        ("months_counted", "It ended; the average month, for {months_counted} month of the last twelve "
                           "(AMB-157)"),
    "Newest good back-up: {when}, {cases} cases. Kept in {folder}: {many}.":
        ("cases", "Newest good back-up: {when}, {cases} case. Kept in {folder}: {many}."),
    "Packet of {pages} pages, made {when}. Note how the fax went, or choose scans for another.":
        ("pages", "Packet of {pages} page, made {when}. Note how the fax went, or choose scans for another."),
    "Profit of the {months} months of {year} since it began; the average month times twelve (20.603.5.3)":
        ("months", "Profit of the {months} month of {year} since it began; the average month times twelve "
                   "(20.603.5.3)"),
    "Profit of the {months} months since it began, by the office's reading (AMB-148)":
        ("months", "Profit of the {months} month since it began, by the office's reading (AMB-148)"),
    "Profit of the {months} months since it began; the average month times twelve (20.603.5.3)":
        ("months", "Profit of the {months} month since it began; the average month times twelve "
                   "(20.603.5.3)"),
    "Read out of a damaged database: {cases} cases.":
        ("cases", "Read out of a damaged database: {cases} case."),
    "Saved: {file}, {count} records for DES": ("count", "Saved: {file}, {count} record for DES"),
    "Taken in: {count} cases.": ("count", "Taken in: {count} case."),
    "The desk locks in {seconds} seconds. Press any key to go on.":
        ("seconds", "The desk locks in {seconds} second. Press any key to go on."),
    "The same amount {periods} times a year": ("periods", "The same amount {periods} time a year"),
    "The scan of the application has {pages} pages; noted when it was signed: {noted}.":
        ("pages", "The scan of the application has {pages} page; noted when it was signed: {noted}."),
    "There were several failed tries. Wait {seconds} seconds, then try again.":
        ("seconds", "There were several failed tries. Wait {seconds} second, then try again."),
    "{age} years old, under {limit}: {paper}": ("age", "{age} year old, under {limit}: {paper}"),
    "{age} years old; under {limit} until {reaches}":
        ("age", "{age} year old; under {limit} until {reaches}"),
    "{cases} cases, with the papers kept for them.": ("cases", "{cases} case, with the papers kept for it."),
    "{count} cases": ("count", "{count} case"),
    "{count} cases are still being read; the list goes on filling.":
        ("count", "{count} case is still being read; the list goes on filling."),
    "{count} cases changed hands.": ("count", "{count} case changed hands."),
    "{count} cases go to {name}.": ("count", "{count} case goes to {name}."),
    "{count} entries": ("count", "{count} entry"),
    "{count} facts could still change it": ("count", "{count} fact could still change it"),
    "{count} income lines": ("count", "{count} income line"),
    "{count} more AHCCCS rates by hospital, service or code are in Settings, The book":
        ("count", "{count} more AHCCCS rate by hospital, service or code is in Settings, The book"),
    "{count} pages": ("count", "{count} page"),
    "{count} pages: {parts}": ("count", "{count} page: {parts}"),
    "{count} premiums paid from {first} to {last}": ("count", "{count} premium paid from {first} to {last}"),
    "{count} rows added; the first counts from {day} on.":
        ("count", "{count} row added; it counts from {day} on."),
    "{files}, {pages} pages": ("pages", "{files}, {pages} page"),
    "{first} to {last}: {many} lines of the history":
        ("many", "{first} to {last}: {many} line of the history"),
    "{length} business days": ("length", "{length} business day"),
    "{length} calendar days": ("length", "{length} calendar day"),
    "{length} days": ("length", "{length} day"),
    "{length} years": ("length", "{length} year"),
    "{many} files were saved. They are not locked: keep them where only the desk can read them, and delete "
    "them afterwards.":
        ("many", "{many} file was saved. It is not locked: keep it where only the desk can read it, and "
                 "delete it afterwards."),
    "{many} times": ("many", "{many} time"),
    "{name}, {pages} pages": ("pages", "{name}, {pages} page"),
    "{name}: from page {first}, {pages} pages": ("pages", "{name}: from page {first}, {pages} page"),
    "{name}: the PI was not reached on {tries} days":
        ("tries", "{name}: the PI was not reached on {tries} day"),
    "{total} pages": ("total", "{total} page"),
    "{when}, {cases} cases. It is read back before it is used.":
        ("cases", "{when}, {cases} case. It is read back before it is used."),
    "{when}: {cases} cases, {size} kB, {folder}": ("cases", "{when}: {cases} case, {size} kB, {folder}"),
    "{when}: {result} · to {number} · {pages} pages · {by}":
        ("pages", "{when}: {result} · to {number} · {pages} page · {by}"),
    "{years} years, turns {limit} on {day} ({near}): not eligible from that day (20.301)":
        ("years", "{years} year, turns {limit} on {day} ({near}): not eligible from that day (20.301)"),
}  # fmt: skip
