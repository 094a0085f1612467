/** Raised with every change of the tables; a file with another number is put aside. */
export const SCHEMA_VERSION = 1;

/**
 * One row a request, found by `seq` (the order in which they ended) and by id; what no filter asks for is JSON in
 * `details`. The counters are kept by themselves, so that usage is known longer than single requests, and cheaply.
 */
export const SCHEMA = `
  CREATE TABLE requests (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    started_at_ms INTEGER NOT NULL,
    wire TEXT NOT NULL,
    model_asked TEXT,
    model_used TEXT,
    account_id TEXT,
    caller_key_id TEXT,
    state TEXT NOT NULL,
    status INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    duration_ms REAL NOT NULL,
    first_byte_ms REAL,
    input_tokens INTEGER,
    output_tokens INTEGER,
    cached_tokens INTEGER,
    thought_tokens INTEGER,
    error TEXT,
    details TEXT NOT NULL
  );
  CREATE INDEX requests_by_id ON requests (id);
  CREATE TABLE usage_hours (
    hour INTEGER NOT NULL,
    model TEXT NOT NULL,
    account_id TEXT NOT NULL,
    caller_key_id TEXT NOT NULL,
    counters TEXT NOT NULL,
    PRIMARY KEY (hour, model, account_id, caller_key_id)
  ) WITHOUT ROWID;
  CREATE TABLE usage_batch (number INTEGER NOT NULL);
  INSERT INTO usage_batch VALUES (0);
  PRAGMA user_version = ${SCHEMA_VERSION};
`;
