SELECT hash AS Hash, id AS Id, rule AS Rule FROM judged_rule WHERE hash IN (SELECT rule_hash FROM finding WHERE audit_id = @AuditId)
