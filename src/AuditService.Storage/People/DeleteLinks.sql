DELETE FROM one_time_link WHERE used_at IS NULL AND (person_id = @PersonId OR (person_id IS NULL AND @PersonId IS NULL))
