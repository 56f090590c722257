extension SQLiteStore {
    /// What a look at the state of things needs, so that it reads no more rows than it shows.
    static let statusSchema = """
        CREATE INDEX ticket_open_by_deadline ON ticket (coalesce(deadline, 9223372036854775807), id)
            WHERE state = 'open' AND merged_into IS NULL;
        CREATE INDEX outbox_on_its_way ON outbox (created_at) WHERE state IN ('queued', 'sending', 'uncertain');
        CREATE INDEX outbox_failed ON outbox (updated_at) WHERE state = 'failed';
        CREATE INDEX quarantine_waiting ON quarantine (id) WHERE released_at IS NULL;

        CREATE TABLE ticket_count (
            marketplace TEXT NOT NULL, state TEXT NOT NULL, tickets INTEGER NOT NULL, PRIMARY KEY (marketplace, state)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO ticket_count SELECT marketplace, state, count(*) FROM ticket WHERE merged_into IS NULL GROUP BY 1, 2;
        CREATE TRIGGER ticket_counted AFTER INSERT ON ticket WHEN NEW.merged_into IS NULL BEGIN
            INSERT INTO ticket_count VALUES (NEW.marketplace, NEW.state, 1)
                ON CONFLICT (marketplace, state) DO UPDATE SET tickets = tickets + 1;
        END;
        CREATE TRIGGER ticket_uncounted AFTER DELETE ON ticket WHEN OLD.merged_into IS NULL BEGIN
            UPDATE ticket_count SET tickets = tickets - 1 WHERE marketplace = OLD.marketplace AND state = OLD.state;
        END;
        CREATE TRIGGER ticket_recounted AFTER UPDATE OF state, merged_into, marketplace ON ticket
        WHEN OLD.state <> NEW.state OR OLD.marketplace <> NEW.marketplace
            OR (OLD.merged_into IS NULL) <> (NEW.merged_into IS NULL)
        BEGIN
            UPDATE ticket_count SET tickets = tickets - 1
                WHERE OLD.merged_into IS NULL AND marketplace = OLD.marketplace AND state = OLD.state;
            INSERT INTO ticket_count SELECT NEW.marketplace, NEW.state, 1 WHERE NEW.merged_into IS NULL
                ON CONFLICT (marketplace, state) DO UPDATE SET tickets = tickets + 1;
        END;
        """
}
