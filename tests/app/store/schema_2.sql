PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE conversation (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    title       TEXT NOT NULL DEFAULT '',
    draft       TEXT NOT NULL DEFAULT '',
    created_at  REAL NOT NULL,
    updated_at  REAL NOT NULL,
    deleted_at  REAL,
    leaf_id     INTEGER REFERENCES message (id) ON DELETE SET NULL
);
INSERT INTO conversation VALUES (1, 'Sourdough', 'And with rye?', 1790000000.0, 1790000090.5, NULL, 4);
INSERT INTO conversation VALUES (2, 'Put aside', '', 1790000100.0, 1790000110.0, 1790000120.0, NULL);
CREATE TABLE message (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id    INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    parent_id          INTEGER REFERENCES message (id) ON DELETE CASCADE,
    role               TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
    content            TEXT NOT NULL,
    created_at         REAL NOT NULL,
    state              TEXT NOT NULL CHECK (state IN ('complete', 'writing', 'interrupted', 'failed')),
    writer             TEXT NOT NULL DEFAULT '',
    model              TEXT NOT NULL DEFAULT '',
    error              TEXT NOT NULL DEFAULT '',
    hint               TEXT NOT NULL DEFAULT '',
    finish_reason      TEXT CHECK (finish_reason IN ('end', 'length', 'context', 'stopped')),
    left_out           INTEGER NOT NULL DEFAULT 0,
    prompt_tokens      INTEGER,
    reused_tokens      INTEGER,
    answer_tokens      INTEGER,
    first_token_s      REAL,
    read_tokens_per_s  REAL,
    write_tokens_per_s REAL,
    total_s            REAL
);
INSERT INTO message VALUES (1, 1, NULL, 'user', 'How long does the dough rest?', 1790000010.0,
    'complete', '', '', '', '', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO message VALUES (2, 1, 1, 'assistant', 'Half a day in the fridge.', 1790000011.0,
    'complete', '4711 1789999000.00', 'Guide', '', '', 'end', 0, 21, 0, 8, 0.25, 84.0, 30.5, 0.5);
INSERT INTO message VALUES (3, 1, 2, 'user', 'And in summer?', 1790000080.0,
    'complete', '', '', '', '', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO message VALUES (4, 1, 3, 'assistant', 'Six to eight', 1790000081.0,
    'writing', '4711 1789999000.00', 'Guide', '', '', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE setting (
    name   TEXT PRIMARY KEY,
    value  TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO setting VALUES ('theme', '"dark"');
CREATE TABLE model_file (
    path      TEXT PRIMARY KEY,
    added_at  REAL NOT NULL
) WITHOUT ROWID;
INSERT INTO model_file VALUES ('/models/rye-7b-q4_k_m.gguf', 1790000000.0);
CREATE INDEX message_conversation ON message (conversation_id);
CREATE INDEX message_parent ON message (parent_id);
CREATE INDEX message_writing ON message (state) WHERE state = 'writing';
CREATE INDEX conversation_leaf ON conversation (leaf_id);
CREATE VIRTUAL TABLE message_text USING fts5 (
    content, content = 'message', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE title_text USING fts5 (
    title, content = 'conversation', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO message_text (rowid, content) SELECT id, content FROM message WHERE state <> 'writing';
INSERT INTO title_text (rowid, title) SELECT id, title FROM conversation;
CREATE TRIGGER message_text_insert AFTER INSERT ON message WHEN new.state <> 'writing' BEGIN
    INSERT INTO message_text (rowid, content) VALUES (new.id, new.content);
END;
CREATE TRIGGER message_text_update AFTER UPDATE OF content, state ON message BEGIN
    INSERT INTO message_text (message_text, rowid, content)
        SELECT 'delete', old.id, old.content WHERE old.state <> 'writing';
    INSERT INTO message_text (rowid, content)
        SELECT new.id, new.content WHERE new.state <> 'writing';
END;
CREATE TRIGGER message_text_delete AFTER DELETE ON message WHEN old.state <> 'writing' BEGIN
    INSERT INTO message_text (message_text, rowid, content) VALUES ('delete', old.id, old.content);
END;
CREATE TRIGGER title_text_insert AFTER INSERT ON conversation BEGIN
    INSERT INTO title_text (rowid, title) VALUES (new.id, new.title);
END;
CREATE TRIGGER title_text_update AFTER UPDATE OF title ON conversation BEGIN
    INSERT INTO title_text (title_text, rowid, title) VALUES ('delete', old.id, old.title);
    INSERT INTO title_text (rowid, title) VALUES (new.id, new.title);
END;
CREATE TRIGGER title_text_delete AFTER DELETE ON conversation BEGIN
    INSERT INTO title_text (title_text, rowid, title) VALUES ('delete', old.id, old.title);
END;
PRAGMA user_version = 2;
COMMIT;
