SELECT id AS Id, name AS Name, organisation AS Organisation, owner AS Owner, created_at AS CreatedAt FROM project
WHERE id = @Id AND (@SeesAll = 1 OR organisation = @Organisation AND (@SeesOrganisation = 1 OR owner = @UserId))
