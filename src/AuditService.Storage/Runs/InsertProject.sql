INSERT INTO project (id, name, organisation, owner, created_at) VALUES (@Id, @Name, @Organisation, @Owner, @CreatedAt)
