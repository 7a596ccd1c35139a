SELECT project AS Project, organisation AS Organisation, owner AS Owner FROM project_owner WHERE project = @Project
