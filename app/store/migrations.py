"""The database's schema, as the steps that lead to it.

The file's user_version is the number of steps done. A released step is never edited; a change is a
new one at the end, and tests/app/store/schema_<version>.sql keeps a filled database of each old version.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from app.store.signs import add_signs

MIGRATIONS = (
    # 1: conversations as trees of messages. Times are seconds since 1970 (UTC). AUTOINCREMENT: an id
    # is never used twice, so a second window that still shows a removed row cannot change a new one.
    """
    CREATE TABLE conversation (
        id          INTEGER PRIMARY KEY AUTOINCREMENT,
        title       TEXT NOT NULL DEFAULT '',
        draft       TEXT NOT NULL DEFAULT '',
        created_at  REAL NOT NULL,
        updated_at  REAL NOT NULL,
        deleted_at  REAL,
        leaf_id     INTEGER REFERENCES message (id) ON DELETE SET NULL
    );
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
    CREATE INDEX message_conversation ON message (conversation_id);
    CREATE INDEX message_parent ON message (parent_id);
    CREATE INDEX message_writing ON message (state) WHERE state = 'writing';
    CREATE INDEX conversation_leaf ON conversation (leaf_id);
    CREATE TABLE setting (
        name   TEXT PRIMARY KEY,
        value  TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE model_file (
        path      TEXT PRIMARY KEY,
        added_at  REAL NOT NULL
    ) WITHOUT ROWID;
    """,
    # 2: full-text search. An answer is indexed once it no longer grows: saving a partial text each
    # second would otherwise index all of it each second.
    """
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
    """,
    # 3: versions of messages and what goes along with them. A removed message keeps its row until it is
    # purged. options: JSON of how an answer was made. An attachment belongs to a question, to what is being
    # written, or to what waits for the end of an answer (conversation.queued).
    """
    ALTER TABLE message ADD COLUMN deleted_at REAL;
    ALTER TABLE message ADD COLUMN is_corrected INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE message ADD COLUMN options TEXT NOT NULL DEFAULT '';
    ALTER TABLE conversation ADD COLUMN queued TEXT NOT NULL DEFAULT '';
    CREATE INDEX message_deleted ON message (deleted_at) WHERE deleted_at IS NOT NULL;
    CREATE TABLE attachment (
        id               INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id  INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
        message_id       INTEGER REFERENCES message (id) ON DELETE CASCADE,
        place            TEXT NOT NULL CHECK (place IN ('message', 'draft', 'queue')),
        kind             TEXT NOT NULL,
        name             TEXT NOT NULL,
        text             TEXT NOT NULL,
        token_count      INTEGER,
        CHECK ((place = 'message') = (message_id IS NOT NULL))
    );
    CREATE INDEX attachment_conversation ON attachment (conversation_id);
    CREATE INDEX attachment_message ON attachment (message_id);
    CREATE VIRTUAL TABLE attachment_text USING fts5 (
        text, content = 'attachment', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
    );
    CREATE TRIGGER attachment_text_insert AFTER INSERT ON attachment WHEN new.place = 'message' BEGIN
        INSERT INTO attachment_text (rowid, text) VALUES (new.id, new.text);
    END;
    CREATE TRIGGER attachment_text_delete AFTER DELETE ON attachment WHEN old.place = 'message' BEGIN
        INSERT INTO attachment_text (attachment_text, rowid, text) VALUES ('delete', old.id, old.text);
    END;
    """,
    # 4: measured speeds. computer: as app/machine/hardware.py describes it, for a home folder may be moved.
    """
    CREATE TABLE computer_speed (
        computer             TEXT NOT NULL,
        bits                 REAL NOT NULL,
        read_weights_per_s   REAL NOT NULL,
        write_weights_per_s  REAL NOT NULL,
        variant              TEXT NOT NULL,
        busy_cores           REAL NOT NULL,
        measured_at          REAL NOT NULL,
        PRIMARY KEY (computer, bits)
    ) WITHOUT ROWID;
    CREATE TABLE model_use (
        path                TEXT NOT NULL,
        computer            TEXT NOT NULL,
        used_at             REAL NOT NULL,
        read_tokens_per_s   REAL NOT NULL,
        write_tokens_per_s  REAL NOT NULL,
        PRIMARY KEY (path, computer)
    ) WITHOUT ROWID;
    """,
    # 5: where conversations are kept, how their answers are made, who wrote their titles. options: JSON of
    # settings by name; a conversation's own go before its preset's. words: the first words of the question.
    """
    CREATE TABLE folder (
        id    INTEGER PRIMARY KEY AUTOINCREMENT,
        name  TEXT NOT NULL
    );
    CREATE TABLE preset (
        id          INTEGER PRIMARY KEY AUTOINCREMENT,
        name        TEXT NOT NULL,
        options     TEXT NOT NULL,
        is_default  INTEGER NOT NULL DEFAULT 0
    );
    CREATE UNIQUE INDEX preset_default ON preset (is_default) WHERE is_default;
    ALTER TABLE conversation ADD COLUMN folder_id INTEGER REFERENCES folder (id) ON DELETE SET NULL;
    ALTER TABLE conversation ADD COLUMN pinned_at REAL;
    ALTER TABLE conversation ADD COLUMN archived_at REAL;
    ALTER TABLE conversation ADD COLUMN title_by TEXT NOT NULL DEFAULT 'words'
        CHECK (title_by IN ('words', 'model', 'person'));
    ALTER TABLE conversation ADD COLUMN preset_id INTEGER REFERENCES preset (id) ON DELETE SET NULL;
    ALTER TABLE conversation ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
    CREATE INDEX conversation_folder ON conversation (folder_id);
    CREATE INDEX conversation_preset ON conversation (preset_id);
    INSERT INTO preset (name, options) VALUES
        ('Precise', '{"temperature": 0.2, "system_prompt": '
            || '"Answer briefly and exactly. When you are not sure, say so. Do not invent names, '
            || 'numbers or sources."}'),
        ('Creative writing', '{"temperature": 1.1, "min_p": 0.05, "system_prompt": '
            || '"You are a writer with a voice of your own. Prefer concrete details to general words, '
            || 'and avoid stock phrases."}'),
        ('Programming', '{"temperature": 0.3, "system_prompt": '
            || '"You are an experienced programmer. Give working code first, then a short explanation.'
            || ' Say which version of the language and of libraries you assume."}'),
        ('Teacher', '{"system_prompt": '
            || '"Explain step by step to somebody who is new to the subject, with an example. End with'
            || ' one question that lets the reader check what was understood."}'),
        ('Translator', '{"temperature": 0.2, "system_prompt": '
            || '"Translate what the user writes into English, or into the language that the user '
            || 'names. Give the translation only."}'),
        ('Summary', '{"temperature": 0.3, "system_prompt": '
            || '"Summarise the text that the user gives: first one sentence, then the main points as a'
            || ' short list. Add nothing that is not in the text."}');
    """,
    # 6: how long an answer's reasoning took, in seconds.
    "ALTER TABLE message ADD COLUMN thinking_s REAL;",
    # 7: the speed of this computer by the type of the weights, as "Q4_K".
    """
    DROP TABLE computer_speed;
    CREATE TABLE computer_speed (
        computer             TEXT NOT NULL,
        weights              TEXT NOT NULL,
        read_weights_per_s   REAL NOT NULL,
        write_weights_per_s  REAL NOT NULL,
        variant              TEXT NOT NULL,
        busy_cores           REAL NOT NULL,
        measured_at          REAL NOT NULL,
        PRIMARY KEY (computer, weights)
    ) WITHOUT ROWID;
    """,
    # 8: every connection that was opened (app/network/connections.py). ended_at is NULL while it is open.
    """
    CREATE TABLE connection (
        id              INTEGER PRIMARY KEY AUTOINCREMENT,
        host            TEXT NOT NULL,
        port            INTEGER NOT NULL,
        purpose         TEXT NOT NULL,
        started_at      REAL NOT NULL,
        ended_at        REAL,
        sent_bytes      INTEGER NOT NULL DEFAULT 0,
        received_bytes  INTEGER NOT NULL DEFAULT 0
    );
    """,
    # 9: what an answer took, as app.engine.events.Statistics tells it. pace: tokens written in each interval.
    """
    ALTER TABLE message ADD COLUMN prepare_s REAL NOT NULL DEFAULT 0;
    ALTER TABLE message ADD COLUMN processor_s REAL NOT NULL DEFAULT 0;
    ALTER TABLE message ADD COLUMN memory_bytes INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE message ADD COLUMN energy_j REAL NOT NULL DEFAULT 0;
    ALTER TABLE message ADD COLUMN energy_source TEXT NOT NULL DEFAULT '';
    ALTER TABLE message ADD COLUMN pace_interval_s REAL NOT NULL DEFAULT 0.25;
    ALTER TABLE message ADD COLUMN pace TEXT NOT NULL DEFAULT '';
    """,
    # 10: what was foretold of an answer, what the last answers of each model took, and which messages the
    # person wants the model to go on seeing (pinned) or no longer to see (left_out).
    """
    ALTER TABLE message ADD COLUMN foretold_read INTEGER;
    ALTER TABLE message ADD COLUMN foretold_reused INTEGER;
    ALTER TABLE message ADD COLUMN foretold_tokens INTEGER;
    ALTER TABLE message ADD COLUMN foretold_first_s REAL;
    ALTER TABLE message ADD COLUMN foretold_answer_s REAL;
    ALTER TABLE message ADD COLUMN sending TEXT NOT NULL DEFAULT 'usual'
        CHECK (sending IN ('usual', 'pinned', 'left_out'));
    CREATE TABLE answer_time (
        id              INTEGER PRIMARY KEY AUTOINCREMENT,
        path            TEXT NOT NULL,
        computer        TEXT NOT NULL,
        read_tokens     INTEGER NOT NULL,
        reused_tokens   INTEGER NOT NULL,
        first_word_s    REAL NOT NULL,
        answer_tokens   INTEGER NOT NULL,
        write_s         REAL NOT NULL
    );
    CREATE INDEX answer_time_model ON answer_time (path, computer);
    """,
    # 11: tokens of answers with what else could have stood there (app/store/choices.py); how many tokens of
    # an answer were guessed in advance, and rightly; which part of the engine is the fastest on a computer:
    # result is JSON of app/machine/variants.py, and void for another version of the program.
    """
    CREATE TABLE answer_choices (
        message_id  INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
        start       INTEGER NOT NULL,
        choices     BLOB NOT NULL
    );
    ALTER TABLE message ADD COLUMN drafted_tokens INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE message ADD COLUMN accepted_tokens INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE engine_trial (
        program   TEXT NOT NULL,
        computer  TEXT NOT NULL,
        result    TEXT NOT NULL,
        tried_at  REAL NOT NULL,
        PRIMARY KEY (program, computer)
    ) WITHOUT ROWID;
    """,
    # 12: what the model is sent instead of a message and all above it, and what helps after a failure
    # (app.errors.Remedy).
    """
    ALTER TABLE message ADD COLUMN summary TEXT NOT NULL DEFAULT '';
    ALTER TABLE message ADD COLUMN remedy TEXT NOT NULL DEFAULT '';
    """,
    # 13: how often a connection was opened: a download that breaks and goes on is one in the list.
    """
    ALTER TABLE connection ADD COLUMN times INTEGER NOT NULL DEFAULT 1;
    """,
    # 14: the characters that the indexes of words do not know (app/store/signs.py).
    """
    CREATE VIRTUAL TABLE message_sign USING fts5 (
        signs, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
    );
    CREATE VIRTUAL TABLE attachment_sign USING fts5 (
        signs, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
    );
    INSERT INTO message_sign (rowid, signs) SELECT id, signs(content) FROM message WHERE state <> 'writing';
    INSERT INTO attachment_sign (rowid, signs) SELECT id, signs(text) FROM attachment WHERE place = 'message';
    CREATE TRIGGER message_sign_insert AFTER INSERT ON message WHEN new.state <> 'writing' BEGIN
        INSERT INTO message_sign (rowid, signs) VALUES (new.id, signs(new.content));
    END;
    CREATE TRIGGER message_sign_update AFTER UPDATE OF content, state ON message BEGIN
        INSERT INTO message_sign (message_sign, rowid, signs)
            SELECT 'delete', old.id, signs(old.content) WHERE old.state <> 'writing';
        INSERT INTO message_sign (rowid, signs)
            SELECT new.id, signs(new.content) WHERE new.state <> 'writing';
    END;
    CREATE TRIGGER message_sign_delete AFTER DELETE ON message WHEN old.state <> 'writing' BEGIN
        INSERT INTO message_sign (message_sign, rowid, signs) VALUES ('delete', old.id, signs(old.content));
    END;
    CREATE TRIGGER attachment_sign_insert AFTER INSERT ON attachment WHEN new.place = 'message' BEGIN
        INSERT INTO attachment_sign (rowid, signs) VALUES (new.id, signs(new.text));
    END;
    CREATE TRIGGER attachment_sign_delete AFTER DELETE ON attachment WHEN old.place = 'message' BEGIN
        INSERT INTO attachment_sign (attachment_sign, rowid, signs)
            VALUES ('delete', old.id, signs(old.text));
    END;
    """,
    # 15: of the tokens guessed in advance, those that a draft model guessed.
    """
    ALTER TABLE message ADD COLUMN model_drafted_tokens INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE message ADD COLUMN model_accepted_tokens INTEGER NOT NULL DEFAULT 0;
    """,
    # 16: whether the person has chosen that the oldest messages are left out of what is too long.
    """
    ALTER TABLE conversation ADD COLUMN leaves_out INTEGER NOT NULL DEFAULT 0;
    """,
)

NEWEST_VERSION = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, target: int = NEWEST_VERSION) -> None:
    """Brings the schema from its version up to `target` within the caller's transaction."""
    add_signs(connection)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for script in MIGRATIONS[version:target]:
        for statement in _statements(script):
            connection.execute(statement)
        version += 1
    connection.execute(f"PRAGMA user_version = {int(version)}")


def _statements(script: str) -> Iterator[str]:
    # executescript() would commit first, and a step must be all or nothing.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
