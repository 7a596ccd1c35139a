-- Whose a project is: the first who submits it.
CREATE TABLE project_owner (
    project TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    owner TEXT NOT NULL
);
