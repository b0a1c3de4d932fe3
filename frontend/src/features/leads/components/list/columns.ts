/** The columns of the table of leads, for its head and its rows alike; one line on a phone has none. */
export const listColumns =
  "md:grid md:grid-cols-[minmax(0,1.5fr)_minmax(0,1.2fr)_8.5rem_7rem] md:items-center md:gap-4 xl:grid-cols-[minmax(0,1.4fr)_minmax(0,1.2fr)_minmax(0,1fr)_9rem_7rem_8rem]";
