INSERT INTO watcher (project_id, address, language, added_at) VALUES (@ProjectId, @Address, @Language, @AddedAt)
ON CONFLICT (project_id, address) DO UPDATE SET language = excluded.language
