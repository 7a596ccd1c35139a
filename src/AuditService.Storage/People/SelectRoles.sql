SELECT person_id AS PersonId, role AS Role
FROM person_role
WHERE person_id IN (SELECT id FROM person WHERE (@Id IS NULL OR id = @Id) AND (@Organisation IS NULL OR organisation = @Organisation))
