-- What people say to each other is looked for by itself: it does not wait while a backlog of notices does.
CREATE INDEX fires_talk ON fires (due) WHERE outcome IS NULL AND kind IN ('said', 'late');
