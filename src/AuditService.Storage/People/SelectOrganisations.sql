SELECT organisation FROM person GROUP BY organisation ORDER BY min(created_at), organisation
