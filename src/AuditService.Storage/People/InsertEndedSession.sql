INSERT INTO ended_session (id, until) VALUES (@Id, @Until) ON CONFLICT (id) DO NOTHING
