using System.Text;
using AuditService.Collectors.ModelFiles.Contents;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>
/// Objects serialised by Java (Weka, RapidMiner, H2O and others ship models so). Reading one back runs methods of the classes it names, so that it is
/// never safe by itself; some classes are known as ways to run code.
/// </summary>
internal static class JavaObjects
{
    private const int Searched = 16 * 1024 * 1024;

    private static readonly string[] Gadgets =
    [
        "org.apache.commons.collections.functors.", "org.apache.commons.collections4.functors.", "org.apache.commons.beanutils.BeanComparator", "org.codehaus.groovy.runtime.ConvertedClosure",
        "org.codehaus.groovy.runtime.MethodClosure", "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl", "org.apache.xalan.xsltc.trax.TemplatesImpl",
        "org.springframework.beans.factory.ObjectFactory", "com.mchange.v2.c3p0.", "javax.management.BadAttributeValueExpException", "sun.rmi.server.UnicastRef", "java.rmi.server.UnicastRemoteObject",
        "com.sun.rowset.JdbcRowSetImpl", "bsh.XThis", "org.hibernate.engine.spi.TypedValue", "org.mozilla.javascript.NativeJavaObject", "java.lang.ProcessBuilder", "java.lang.Runtime",
    ];

    public static bool Starts(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0xAC, 0xED, 0x00, 0x05]);

    public static void Read(ModelContent content, ModelReading reading)
    {
        reading.Format = ModelFormats.JavaObjects;
        reading.Doubt(
            "Objets sérialisés par Java : les lire exécute des méthodes des classes qu'ils nomment.",
            "Objects serialised by Java: reading them runs methods of the classes that they name.");
        var head = content.Head(Searched);
        foreach (var gadget in Gadgets.Where(gadget => head.AsSpan().IndexOf(Encoding.ASCII.GetBytes(gadget)) >= 0))
        {
            reading.Accuse(
                $"Nomme la classe Java {gadget.TrimEnd('.')}, connue pour exécuter du code à la lecture.",
                $"Names the Java class {gadget.TrimEnd('.')}, known to run code when it is read.");
        }
    }
}
