-- Times are unix seconds UTC, 0 for "never"; columns named _ms are milliseconds, where the order within a second matters.
-- Ids of our own are random 62-bit numbers, so what is read by group is kept in the order of groups (WITHOUT ROWID).
-- secure_delete is switched on for every connection: what is erased here is erased in the file.

PRAGMA application_id = 1095980360; -- "ASUH": no other program's file is taken for ours

CREATE TABLE meta (
	key   TEXT NOT NULL PRIMARY KEY, -- the database's secret "key", the poll's "offset", the bot's username …
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a coordinator has said of the programme: who answers for the data, and how long it is kept. Always one row.
CREATE TABLE programme (
	id      INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
	office  TEXT NOT NULL,
	contact TEXT NOT NULL,
	months  INTEGER NOT NULL CHECK (months > 0), -- after the last contact
	version INTEGER NOT NULL
) STRICT;
INSERT INTO programme (id, office, contact, months, version) VALUES (1, '', '', 24, 1);

-- Lessons that a coordinator holds back from everybody but the officers. Who and when stands in the audit log.
CREATE TABLE held_lessons (lesson TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
-- What coordinators have found out about the helplines that are shipped (content/id/bantuan.toml).
CREATE TABLE helplines (
	id         TEXT NOT NULL PRIMARY KEY,
	number     TEXT NOT NULL,
	dead       INTEGER NOT NULL CHECK (dead IN (0, 1)),
	by_account INTEGER NOT NULL,
	checked    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Update ids that were handled: a set and never a high-water mark, because Telegram may begin anew with lower ids.
CREATE TABLE handled (
	update_id INTEGER NOT NULL PRIMARY KEY,
	at        INTEGER NOT NULL -- forgotten after 48 hours; Telegram keeps an update for 24
) STRICT;

-- Updates that could not be handled. Never their text: it may be about anything.
CREATE TABLE poisoned (
	id         INTEGER PRIMARY KEY,
	update_id  INTEGER NOT NULL,
	kind       TEXT NOT NULL,
	account_id INTEGER NOT NULL,
	cause      TEXT NOT NULL,
	at         INTEGER NOT NULL
) STRICT;

-- Only who agreed to something or holds a right has a row: a refusal leaves no data.
CREATE TABLE accounts (
	id        INTEGER NOT NULL PRIMARY KEY, -- Telegram's user id
	lang      TEXT NOT NULL DEFAULT 'id',
	reachable INTEGER NOT NULL DEFAULT 1 CHECK (reachable IN (0, 1)),
	why       TEXT NOT NULL DEFAULT '', -- of reachable = 0, in Telegram's words
	stopped   INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1)), -- asked for no unasked messages
	seen      INTEGER NOT NULL, -- the last contact, at most a day old: retention is counted from it
	menu      TEXT NOT NULL DEFAULT '' -- sum of the command menu that Telegram has for its chat
) STRICT;

CREATE TABLE groups (
	id       INTEGER NOT NULL PRIMARY KEY,
	name     TEXT NOT NULL,
	village  TEXT NOT NULL,
	regency  TEXT NOT NULL,
	province TEXT NOT NULL, -- Kemendagri code; it gives the zone
	place    TEXT NOT NULL, -- all three as parenting.Region.Key, to look for what lies in a region
	salam    TEXT NOT NULL,
	chat     INTEGER UNIQUE, -- a Telegram chat belongs to one group, or a press there would be ambiguous
	version  INTEGER NOT NULL DEFAULT 1,
	founded  INTEGER NOT NULL
) STRICT;

CREATE TABLE grants (
	account_id INTEGER NOT NULL REFERENCES accounts (id),
	role       TEXT NOT NULL CHECK (role IN ('coordinator', 'founder', 'facilitator')),
	group_id   INTEGER NOT NULL, -- of a facilitator, else 0
	province   TEXT NOT NULL, -- where the right holds, of a coordinator or founder; what is empty is everything below
	regency    TEXT NOT NULL,
	village    TEXT NOT NULL,
	place      TEXT NOT NULL, -- the same as parenting.Region.Key
	name       TEXT NOT NULL,
	by_account INTEGER NOT NULL,
	at         INTEGER NOT NULL,
	CHECK ((role = 'facilitator') = (group_id <> 0)),
	CHECK (role <> 'facilitator' OR province = ''),
	CHECK (village = '' OR regency <> ''),
	CHECK (regency = '' OR province <> ''),
	PRIMARY KEY (account_id, role, group_id, province, regency, village)
) STRICT, WITHOUT ROWID;
CREATE INDEX grants_group ON grants (group_id, role);

CREATE TABLE links (
	token     TEXT NOT NULL PRIMARY KEY,
	kind      TEXT NOT NULL,
	group_id  INTEGER NOT NULL DEFAULT 0, -- join, assist
	family_id INTEGER NOT NULL DEFAULT 0, -- carer
	province  TEXT NOT NULL DEFAULT '', -- coordinate, facilitate: what it is for; assist: where the group lies
	regency   TEXT NOT NULL DEFAULT '',
	village   TEXT NOT NULL DEFAULT '',
	by_account INTEGER NOT NULL,
	made      INTEGER NOT NULL,
	expires   INTEGER NOT NULL, -- 0: never
	used_by   INTEGER NOT NULL DEFAULT 0, -- of a one-time link
	used_at   INTEGER NOT NULL DEFAULT 0,
	revoked   INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1)) -- kept: a poster's old link answers kindly
) STRICT, WITHOUT ROWID;
CREATE INDEX links_group ON links (group_id, kind);
CREATE INDEX links_family ON links (family_id);
CREATE INDEX links_by ON links (by_account); -- for this and the next who is forgotten
CREATE INDEX links_used ON links (used_by) WHERE used_by > 0;

CREATE TABLE families (
	group_id  INTEGER NOT NULL REFERENCES groups (id),
	id        INTEGER NOT NULL UNIQUE,
	hamlet    TEXT NOT NULL DEFAULT '',
	away      TEXT NOT NULL DEFAULT '',
	away_in   TEXT NOT NULL DEFAULT '', -- ISO country or Kemendagri province
	cares     TEXT NOT NULL DEFAULT '',
	bands     TEXT NOT NULL DEFAULT '', -- age bands with commas between; never a birth date
	asked     INTEGER NOT NULL DEFAULT 0 CHECK (asked IN (0, 1)),
	version   INTEGER NOT NULL DEFAULT 1,
	joined_ms INTEGER NOT NULL,
	PRIMARY KEY (group_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
	group_id   INTEGER NOT NULL,
	family_id  INTEGER NOT NULL,
	id         INTEGER NOT NULL UNIQUE,
	account_id INTEGER REFERENCES accounts (id), -- NULL: no Telegram
	form       TEXT NOT NULL DEFAULT '',
	name       TEXT NOT NULL,
	abroad     INTEGER NOT NULL DEFAULT 0 CHECK (abroad IN (0, 1)),
	consent    INTEGER NOT NULL DEFAULT 0, -- version of the text agreed to, 0: none yet
	agreed     INTEGER NOT NULL DEFAULT 0, -- when
	paper      INTEGER NOT NULL DEFAULT 0 CHECK (paper IN (0, 1)), -- how: on paper, in the facilitator's hands
	joined_ms  INTEGER NOT NULL,
	PRIMARY KEY (group_id, family_id, id),
	FOREIGN KEY (group_id, family_id) REFERENCES families (group_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX people_account ON people (account_id);

CREATE TABLE sessions (
	id        INTEGER NOT NULL PRIMARY KEY,
	group_id  INTEGER NOT NULL REFERENCES groups (id),
	theme     TEXT NOT NULL,
	start     INTEGER NOT NULL,
	duration  INTEGER NOT NULL CHECK (duration > 0), -- seconds
	place     TEXT NOT NULL,
	state     TEXT NOT NULL CHECK (state IN ('planned', 'announced', 'closed', 'cancelled')),
	announced INTEGER NOT NULL DEFAULT 0,
	version   INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX sessions_group ON sessions (group_id, start);

-- An announced session as it was before its last change: whoever was told of that is told what is different.
CREATE TABLE sessions_before (
	id        INTEGER NOT NULL PRIMARY KEY REFERENCES sessions (id),
	group_id  INTEGER NOT NULL,
	theme     TEXT NOT NULL,
	start     INTEGER NOT NULL,
	duration  INTEGER NOT NULL,
	place     TEXT NOT NULL,
	state     TEXT NOT NULL,
	announced INTEGER NOT NULL,
	version   INTEGER NOT NULL
) STRICT;

-- A family's plan. No foreign key to families: removing one would search every reply there is; family.go removes them.
CREATE TABLE rsvps (
	session_id INTEGER NOT NULL REFERENCES sessions (id),
	family_id  INTEGER NOT NULL,
	answer     TEXT NOT NULL CHECK (answer IN ('coming', 'unsure', 'notcoming')),
	reason     TEXT NOT NULL DEFAULT '',
	by_account INTEGER NOT NULL, -- the family, or its facilitator for it
	at         INTEGER NOT NULL,
	PRIMARY KEY (session_id, family_id)
) STRICT, WITHOUT ROWID;

-- Who came. A family that has left keeps its count under a negative number that leads back to nobody.
CREATE TABLE attendance (
	session_id INTEGER NOT NULL REFERENCES sessions (id),
	family_id  INTEGER NOT NULL,
	presence   TEXT NOT NULL CHECK (presence IN ('present', 'late', 'represented', 'excused', 'sick', 'missing')),
	who        INTEGER NOT NULL DEFAULT 0, -- who of the family, 0: unknown or somebody else
	how        TEXT NOT NULL,
	by_account INTEGER NOT NULL,
	at         INTEGER NOT NULL, -- when they said so, by their own message's clock
	PRIMARY KEY (session_id, family_id)
) STRICT, WITHOUT ROWID;

-- Check-in codes that were on a screen: they count until ten minutes after their successor was.
CREATE TABLE codes (
	session_id INTEGER NOT NULL REFERENCES sessions (id),
	slot       INTEGER NOT NULL,
	shown      INTEGER NOT NULL,
	PRIMARY KEY (session_id, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE wrong_tries (
	session_id INTEGER NOT NULL,
	account_id INTEGER NOT NULL,
	tries      INTEGER NOT NULL,
	PRIMARY KEY (session_id, account_id)
) STRICT, WITHOUT ROWID;

-- Whom to call near a group, as its facilitator wrote it: an office's or a midwife's name and number.
CREATE TABLE contacts (
	group_id   INTEGER NOT NULL REFERENCES groups (id),
	kind       TEXT NOT NULL,
	text       TEXT NOT NULL,
	by_account INTEGER NOT NULL,
	at         INTEGER NOT NULL,
	PRIMARY KEY (group_id, kind)
) STRICT, WITHOUT ROWID;

-- Open conversations, the only place where something of a stranger is kept, and for seven days at most.
CREATE TABLE conversations (
	account_id INTEGER NOT NULL PRIMARY KEY,
	stack      TEXT NOT NULL CHECK (json_valid(stack)), -- []flows.State
	at         INTEGER NOT NULL
) STRICT;

CREATE TABLE fires (
	id      INTEGER PRIMARY KEY,
	due     INTEGER NOT NULL,
	kind    TEXT NOT NULL,
	subject INTEGER NOT NULL,
	version INTEGER NOT NULL, -- of the subject when it was decided
	reader  INTEGER NOT NULL, -- 0: nobody reads it, the clock acts
	expires INTEGER NOT NULL,
	outcome TEXT, -- NULL: still due; "queued", "sent", "done", "failed: …", "skipped: …"
	done    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX fires_due ON fires (due) WHERE outcome IS NULL;
CREATE INDEX fires_subject ON fires (subject, reader); -- who was told; what a change makes void
CREATE INDEX fires_clock ON fires (due) WHERE outcome IS NULL AND reader = 0;
CREATE INDEX fires_reader ON fires (reader); -- of those done too: what becomes of a fire need not change a page for each reader

-- Messages that stay true: dirty while wanted > shown. These rows are the edit lane. No index finds the dirty ones: they are looked for
-- once, at a start, and an index would have to be kept at every press.
CREATE TABLE cards (
	id       INTEGER PRIMARY KEY,
	kind     TEXT NOT NULL,
	subject  INTEGER NOT NULL,
	group_id INTEGER NOT NULL,
	chat     INTEGER NOT NULL,
	view     TEXT NOT NULL DEFAULT '',
	message  INTEGER NOT NULL DEFAULT 0, -- 0: not sent yet, or lost
	wanted   INTEGER NOT NULL DEFAULT 1,
	shown    INTEGER NOT NULL DEFAULT 0,
	sent     INTEGER NOT NULL DEFAULT 0, -- when its message was
	face     INTEGER NOT NULL DEFAULT 0, -- sum of what it looks like: Telegram refuses an edit that changes nothing
	raised   INTEGER NOT NULL, -- the last change, for pruning
	UNIQUE (subject, kind, chat) -- a chat has one card of a thing: an older message of it just answers kindly
) STRICT;
CREATE INDEX cards_chat ON cards (chat);

-- Every call that changes Telegram, except edits of cards and answers to presses.
CREATE TABLE outbox (
	id           INTEGER PRIMARY KEY,
	state        TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown', 'skipped')),
	lane         INTEGER NOT NULL,
	chat         INTEGER NOT NULL, -- an account's only until the call has ended, then 0
	method       TEXT NOT NULL, -- '': a notice that gets its words when its turn has come
	params       TEXT, -- JSON; erased when the call has ended: it holds names
	file_kind    TEXT NOT NULL DEFAULT '',
	file_subject INTEGER NOT NULL DEFAULT 0,
	file_stamp   INTEGER NOT NULL DEFAULT 0,
	card         INTEGER NOT NULL DEFAULT 0,
	stamp        INTEGER NOT NULL DEFAULT 0, -- the card's wanted that it shows
	fire         INTEGER NOT NULL DEFAULT 0,
	delivery     INTEGER NOT NULL DEFAULT 0, -- the broadcast whose delivery to this chat it completes
	expires      INTEGER NOT NULL DEFAULT 0,
	before_ms    INTEGER NOT NULL DEFAULT 0, -- not before
	tries        INTEGER NOT NULL DEFAULT 0,
	queued       INTEGER NOT NULL,
	reason       TEXT NOT NULL DEFAULT '', -- of failed, unknown and skipped
	message      INTEGER NOT NULL DEFAULT 0,
	ended        INTEGER NOT NULL DEFAULT 0 -- 0: queued or sending
) STRICT;
CREATE INDEX outbox_open ON outbox (id) WHERE ended = 0; -- not by state: a row on its way would leave the index and come back

-- Files that Telegram has already, by what they were made of.
CREATE TABLE files (
	kind    TEXT NOT NULL,
	subject INTEGER NOT NULL,
	stamp   INTEGER NOT NULL,
	file_id TEXT NOT NULL,
	at      INTEGER NOT NULL,
	PRIMARY KEY (kind, subject, stamp)
) STRICT, WITHOUT ROWID;

-- Who changed what: ids and codes, never names. Only the reason of a correction is free text.
CREATE TABLE audit (
	id         INTEGER PRIMARY KEY,
	at         INTEGER NOT NULL,
	account_id INTEGER NOT NULL, -- who did it, 0: the clock
	act        TEXT NOT NULL,
	group_id   INTEGER NOT NULL DEFAULT 0,
	subject    INTEGER NOT NULL DEFAULT 0, -- the session, or whatever else the act is about
	family_id  INTEGER NOT NULL DEFAULT 0,
	detail     TEXT NOT NULL DEFAULT '',
	why        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX audit_family ON audit (family_id);
CREATE INDEX audit_group ON audit (group_id);
-- Who is forgotten: what they did, and what was done about their rights.
CREATE INDEX audit_account ON audit (account_id) WHERE account_id > 0;
CREATE INDEX audit_holder ON audit (subject) WHERE act IN ('claim', 'withdraw', 'coordinate');
