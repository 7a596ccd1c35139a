using AuditService.App.Runs;
using AuditService.Collectors.Documents;
using AuditService.Commands;

// First, and without anything of the program around it: a child is started for every few documents.
if (args is [DocumentChild.Verb])
    return DocumentChild.Run(Console.OpenStandardInput(), Console.OpenStandardOutput());
if (args is [AuditProcessProgram.Verb])
    return await Serve.AuditsAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
return await AuditProgram.RunAsync(args);
