INSERT INTO judged_rule (hash, id, rule) VALUES (@Hash, @Id, @Rule) ON CONFLICT DO NOTHING
