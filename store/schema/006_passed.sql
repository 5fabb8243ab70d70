-- To which groups' families without Telegram a facilitator has passed a broadcast on, and which version of its content.
CREATE TABLE passed (
	broadcast_id INTEGER NOT NULL REFERENCES broadcasts (id),
	group_id     INTEGER NOT NULL REFERENCES groups (id),
	content      INTEGER NOT NULL,
	families     INTEGER NOT NULL,
	at           INTEGER NOT NULL,
	PRIMARY KEY (broadcast_id, group_id)
) STRICT, WITHOUT ROWID;
ALTER TABLE broadcasts ADD COLUMN passed INTEGER NOT NULL DEFAULT 0; -- to how many families, in the present version
-- Beside without, as they were counted last before it went out: accounts, or chats, that were to get it.
ALTER TABLE broadcasts ADD COLUMN will INTEGER NOT NULL DEFAULT 0;
