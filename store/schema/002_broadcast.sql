-- A broadcast: its content once, and what has become of it. The counters move with the rows of the ledger, in the same transaction.
CREATE TABLE broadcasts (
	id         INTEGER NOT NULL PRIMARY KEY,
	by_account INTEGER NOT NULL,
	state      TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'asking', 'planned', 'gathering', 'running', 'paused', 'cancelled', 'recalled')),
	why        TEXT NOT NULL DEFAULT '', -- of a pause, or of an end that nobody has decided
	audience   TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(audience)), -- parenting.Audience
	safety     INTEGER NOT NULL DEFAULT 0 CHECK (safety IN (0, 1)), -- the week's budget does not hold it back
	urgent     INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, safety)), -- goes out in quiet hours too
	starts     INTEGER NOT NULL DEFAULT 0, -- from when and until when, as a reader's own clock shows it: parenting.Schedule
	until      INTEGER NOT NULL DEFAULT 0,
	second     INTEGER NOT NULL DEFAULT 0, -- the account that has approved it, or refused to
	refusal    TEXT NOT NULL DEFAULT '', -- in the words of who refused
	amends     INTEGER NOT NULL DEFAULT 0, -- of a draft: the broadcast that it is to correct, or whose plan it is to change
	version    INTEGER NOT NULL DEFAULT 1, -- of what people have decided
	told       INTEGER DEFAULT 0, -- the facilitators up to this one know whom it does not reach; NULL: all of them
	told_again INTEGER NOT NULL DEFAULT 0 CHECK (told_again IN (0, 1)), -- of a correction or a recall, those who knew of it
	gathered   INTEGER DEFAULT 0, -- the recipients up to this one stand in the ledger, 0: none; NULL: all of them
	again      TEXT NOT NULL DEFAULT '' CHECK (again IN ('', 'failed', 'parked')), -- gathered once more: what of the ledger waits anew
	made       INTEGER NOT NULL,
	started    INTEGER NOT NULL DEFAULT 0,
	ended      INTEGER NOT NULL DEFAULT 0, -- when nothing was left to send
	total      INTEGER NOT NULL DEFAULT 0,
	waiting    INTEGER NOT NULL DEFAULT 0 CHECK (waiting >= 0),
	sending    INTEGER NOT NULL DEFAULT 0 CHECK (sending >= 0),
	sent       INTEGER NOT NULL DEFAULT 0 CHECK (sent >= 0),
	failed     INTEGER NOT NULL DEFAULT 0 CHECK (failed >= 0),
	parked     INTEGER NOT NULL DEFAULT 0 CHECK (parked >= 0),
	skipped    INTEGER NOT NULL DEFAULT 0 CHECK (skipped >= 0),
	recalled   INTEGER NOT NULL DEFAULT 0 CHECK (recalled >= 0),
	stale      INTEGER NOT NULL DEFAULT 0 CHECK (stale BETWEEN 0 AND sent), -- of those sent: show another version than content_version
	without    INTEGER NOT NULL DEFAULT 0, -- families without Telegram that it is for, as they were counted last before it went out
	pruned     INTEGER NOT NULL DEFAULT 0, -- when its ledger was erased; what stands here remains
	read       INTEGER NOT NULL DEFAULT 0, -- how many of the recipients have said that they have read it
	content_version INTEGER NOT NULL DEFAULT 1, -- a recall raises it too: then nothing is to be shown
	content    TEXT NOT NULL CHECK (json_valid(content)), -- parenting.Content; last, since it is long
	CHECK (waiting + sending + sent + failed + parked + skipped + recalled = total)
) STRICT;

-- Those that the program has something to do for.
CREATE INDEX broadcasts_open ON broadcasts (id) WHERE state = 'gathering' OR state IN ('running', 'cancelled', 'recalled') AND waiting + stale > 0;

-- Those who have had their messages of a week are found by the broadcasts that ended in it.
CREATE INDEX broadcasts_ended ON broadcasts (ended) WHERE NOT safety AND total > 0;

-- Where the audience of a broadcast is: a region, or one group.
CREATE TABLE areas (
	broadcast_id INTEGER NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
	place        TEXT NOT NULL, -- parenting.Region.Key
	group_id     INTEGER NOT NULL, -- 0: all groups there
	PRIMARY KEY (broadcast_id, place, group_id)
) STRICT, WITHOUT ROWID;

-- The ledger: a row for each recipient, written before the first is sent.
CREATE TABLE deliveries (
	broadcast_id INTEGER NOT NULL REFERENCES broadcasts (id),
	chat         INTEGER NOT NULL, -- a group's, or an account; that becomes a negative number that leads back to nobody once it has left
	state        TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'parked', 'skipped', 'recalled')),
	message      INTEGER NOT NULL DEFAULT 0, -- the first, if there are several
	more         TEXT CHECK (json_valid(more)), -- the others, a JSON list: of an album, and of its buttons
	content      INTEGER NOT NULL DEFAULT 0, -- the version that was sent
	reason       TEXT NOT NULL DEFAULT '', -- of failed, parked and skipped: a code
	at           INTEGER NOT NULL, -- the last change
	read         INTEGER NOT NULL DEFAULT 0, -- when the reader said so
	PRIMARY KEY (broadcast_id, chat)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_sending ON deliveries (broadcast_id, chat) WHERE state = 'sending';
-- Who did not get it, by reason: for the pages that show them, and for sending once more.
CREATE INDEX deliveries_missed ON deliveries (broadcast_id, state, reason, chat) WHERE state IN ('failed', 'parked', 'skipped');

-- How many deliveries failed, were skipped or could not be edited or deleted, by reason: counting them anew would hold up the writer at every edit of a progress card.
CREATE TABLE outcomes (
	broadcast_id INTEGER NOT NULL REFERENCES broadcasts (id),
	state        TEXT NOT NULL CHECK (state IN ('failed', 'skipped', 'sent')),
	reason       TEXT NOT NULL,
	n            INTEGER NOT NULL,
	PRIMARY KEY (broadcast_id, state, reason)
) STRICT, WITHOUT ROWID;

-- What lies in a region is a range of these, since the keys of places begin with those of what they lie in.
CREATE INDEX groups_place ON groups (place);
-- By whose clocks families live, one place after another without looking at all families.
CREATE INDEX families_away ON families (away_in) WHERE away_in > '';
CREATE INDEX grants_place ON grants (place) WHERE role <> 'facilitator';
