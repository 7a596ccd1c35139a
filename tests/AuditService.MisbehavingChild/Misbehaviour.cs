using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
using AuditService.Collectors.Documents;

namespace AuditService.MisbehavingChild;

/// <summary>Does what the name of a document says, as a parser that it defeats would; any other document is read.</summary>
internal sealed class Misbehaviour(Stream output)
{
    private int served;

    public DocumentReading Read(string source, ReadOnlyMemory<byte> content, DocumentLimits? limits)
    {
        served++;
        switch (source)
        {
            case "allocates":
                for (var held = new List<byte[]>(); ;)
                    held.Add(new byte[1_000_000]);
            case "allocates outside the heap":
                while (true)
                {
                    var block = Marshal.AllocHGlobal(10_000_000);
                    for (var page = 0; page < 10_000_000; page += 4096)
                        Marshal.WriteByte(block, page, 1);
                }

            case "loops":
                for (var turns = 0; ; turns++)
                    Volatile.Write(ref served, turns);
            case "recurses":
                return Read(source, content, Deeper(limits, 0));
            case "sleeps":
                Thread.Sleep(Timeout.Infinite);
                break;
            case "exits":
                Environment.Exit(0);
                break;
            case "exits with 3":
                Environment.Exit(3);
                break;
            case "exits unless alone":
                if (served > 1)
                    Environment.Exit(0);
                break;
            case "throws":
                throw new InvalidOperationException("jean.martin@exemple.fr");
            case "floods":
                while (true)
                    output.Write(Encoding.ASCII.GetBytes(new string('A', 10_000)));
            case "writes half a message":
                output.Write([232, 3, 0, 0]);
                output.Write("{\"Source\":"u8);
                output.Flush();
                Environment.Exit(0);
                break;
            case "talks nonsense":
                output.Write([4, 0, 0, 0]);
                output.Write("what"u8);
                Thread.Sleep(Timeout.Infinite);
                break;
            case "complains at length":
                Console.Error.Write(new string('E', 3_000_000));
                break;
            case "tells its environment":
                return DocumentReader.Read("t.txt", Encoding.UTF8.GetBytes("x")) with { Title = string.Join('\n', Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}")) };
            case "writes a file":
                File.WriteAllText(Encoding.UTF8.GetString(content.Span), "written by the child");
                break;
            case "prints":
                Console.WriteLine("not an answer");
                break;
        }

        return DocumentReader.Read(source, content, limits);
    }

    private static DocumentLimits? Deeper(DocumentLimits? limits, int depth) => depth < 0 ? limits : Deeper(limits, depth + 1) is { } deeper ? deeper with { PdfPages = depth } : null;
}
