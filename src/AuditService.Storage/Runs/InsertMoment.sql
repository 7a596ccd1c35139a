INSERT INTO schedule_moment (project_id, planned_at) VALUES (@ProjectId, @PlannedAt) ON CONFLICT DO NOTHING
