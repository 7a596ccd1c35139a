using AuditService.Commands;

return await AuditProgram.RunAsync(args);
