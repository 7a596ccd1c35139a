using AuditService.Collectors.Documents;
using AuditService.MisbehavingChild;

// Started by tests in the place of the program that reads documents.
if (args is ["exit-at-once"])
    return 3;
var output = Console.OpenStandardOutput();
return DocumentChild.Run(Console.OpenStandardInput(), output, new Misbehaviour(output).Read);
