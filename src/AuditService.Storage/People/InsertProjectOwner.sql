INSERT INTO project_owner (project, organisation, owner) VALUES (@Project, @Organisation, @Owner) ON CONFLICT (project) DO NOTHING
