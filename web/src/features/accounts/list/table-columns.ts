/** The columns of head and rows alike; fewer on a narrow window, where the page of the account has the rest. */
export const TABLE_COLUMNS =
  'grid grid-cols-[1.25rem_minmax(0,1.5fr)_minmax(0,1fr)] ' +
  'sm:grid-cols-[1.25rem_minmax(0,1.5fr)_minmax(0,1fr)_12.5rem] ' +
  'md:grid-cols-[1.25rem_minmax(0,1.5fr)_minmax(0,1fr)_6rem_12.5rem] ' +
  'lg:grid-cols-[1.25rem_minmax(0,1.5fr)_minmax(0,1fr)_5.5rem_3.5rem_6rem_12.5rem] ' +
  'xl:grid-cols-[1.25rem_minmax(0,1.5fr)_minmax(0,1fr)_5.5rem_3.5rem_6rem_3.25rem_12.5rem]';
