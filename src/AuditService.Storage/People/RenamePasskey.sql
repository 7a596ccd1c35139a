UPDATE passkey SET name = @Name WHERE id = @Id AND person_id = @PersonId
