using AuditService.Core.Rules;

namespace AuditService.Tests.Collectors.SourceCode;

/// <summary>A call is what its name means in the file, not what it looks like.</summary>
public sealed class ResolvedNamesTests
{
    private static readonly Detector Unpickling = Some.Detector(@"\bpickle\.loads?\s*\(");
    private static readonly Detector UnsafeLoad = Some.Detector(@"\btorch\.load\s*\(", unless: @"\bweights_only\s*=\s*True\b", scope: DetectScope.Call);
    private static readonly Detector WeakHash = Some.Detector(@"\bcreateHash\s*\(\s*[""']md5[""']");
    private static readonly Detector WebAddress = Some.Detector(@"\brequests\.get\s*\(", scope: DetectScope.Call) with
    {
        From = @"@\w+\.get\b",
        FromUnless = @"^[fF]?[""']https?://[^""'{}/\s]+/",
    };

    [Theory]
    [InlineData("import json as pickle\npickle.loads(x)\n")]
    [InlineData("from ujson import something as pickle\npickle.load(f)\n")]
    public void A_name_that_stands_for_another_module_is_not_accused(string code) => Assert.Empty(Some.Lines(Unpickling, "python", code));

    [Theory]
    [InlineData("from pandas.core.computation.eval import eval\neval(expr, engine='numexpr')\n", 0)]
    [InlineData("from builtins import eval\neval(x)\n", 1)]
    [InlineData("eval(x)\n", 1)]
    public void A_function_of_Python_that_an_import_replaces_is_another_one(string code, int expected) =>
        Assert.Equal(expected, Some.Lines(Some.Detector(@"(?:^|[^.\w])eval\s*\("), "python", code).Length);

    [Theory]
    [InlineData("import pickle as json\njson.loads(x)\n", 2)]
    [InlineData("from pickle import loads\nloads(x)\n", 2)]
    [InlineData("import pickle\nread = pickle.loads\nread(x)\n", 3)]
    [InlineData("import importlib\np = importlib.import_module('pickle')\np.loads(x)\n", 3)]
    [InlineData("__import__(\"pickle\").loads(x)\n", 1)]
    [InlineData("import pickle as pk\nclass A:\n    def f(self):\n        return pk.load(g)\n", 4)]
    public void The_module_is_accused_under_any_name(string code, int line) => Assert.Equal([line], Some.Lines(Unpickling, "python", code));

    [Fact]
    public void The_usual_short_name_of_a_module_is_still_read_as_it_stands() =>
        Assert.Single(Some.Lines(Some.Detector(@"\bnp\.load\("), "python", "import numpy as np\nnp.load(p)\n"));

    [Theory]
    [InlineData("import torch\nread = torch.load\ndef read(x):\n    return x\nread(p)\n")]
    [InlineData("import torch\nread = torch.load\nread = open\nread(p)\n")]
    public void A_name_that_is_bound_twice_means_nothing_for_sure(string code) => Assert.Empty(Some.Lines(UnsafeLoad, "python", code));

    [Theory]
    [InlineData("import torch\nSAFE = True\ntorch.load(p, weights_only=SAFE)\n", 0)]
    [InlineData("import torch\nSAFE = False\ntorch.load(p, weights_only=SAFE)\n", 1)]
    [InlineData("import torch\nSAFE = True\nSAFE = False\ntorch.load(p, weights_only=SAFE)\n", 1)]
    public void A_constant_is_its_value(string code, int expected) => Assert.Equal(expected, Some.Lines(UnsafeLoad, "python", code).Length);

    [Theory]
    [InlineData("javascript", "const algo = 'md5';\nconst h = crypto.createHash(algo);\n", 1)]
    [InlineData("typescript", "const algo: string = \"md5\";\nconst h = createHash(algo).update(x);\n", 1)]
    [InlineData("javascript", "const algo = 'sha256';\nconst h = createHash(algo);\n", 0)]
    [InlineData("javascript", "const algo = 'md5';\nlog({ algo: 1 });\nconst h = createHash(other.algo);\n", 0)]
    [InlineData("javascript", "// const algo = 'md5';\nconst h = createHash(algo);\n", 0)]
    [InlineData("javascript", "function a() { const algo = 'md5'; }\nfunction b() { const algo = 'sha256'; createHash(algo); }\n", 0)]
    public void A_constant_given_to_a_call_is_its_value(string language, string code, int expected) => Assert.Equal(expected, Some.Lines(WeakHash, language, code).Length);

    [Fact]
    public void In_CSharp_and_Java_too()
    {
        var mode = Some.Detector(@"\bgetInstance\s*\(\s*""AES/ECB");
        Assert.Equal([2], Some.Lines(mode, "java", "private static final String MODE = \"AES/ECB/PKCS5Padding\";\nvar c = Cipher.getInstance(MODE);\n"));
        Assert.Equal([2], Some.Lines(mode, "csharp", "private const string Mode = \"AES/ECB/PKCS5Padding\";\nvar c = Cipher.getInstance(Mode);\n"));
    }

    [Theory]
    [InlineData("@app.get('/p')\ndef p(host: str):\n    return requests.get(f'https://{host}/v1')\n", 1)]
    [InlineData("@app.get('/p')\ndef p(ident: str):\n    return requests.get(f'https://api.fr/{ident}')\n", 0)]
    [InlineData("@app.get('/p')\ndef p(ident: str):\n    url = f'https://api.fr/{ident}'\n    return requests.get(url)\n", 0)]
    [InlineData("@app.get('/p')\ndef p(n: int):\n    return requests.get(PAGES + str(n))\n", 0)]
    [InlineData("@app.get('/p')\ndef p(n: int | str):\n    return requests.get(n)\n", 1)]
    public void What_comes_from_a_visitor_stops_at_a_fixed_host_and_at_a_number(string code, int expected) => Assert.Equal(expected, Some.Lines(WebAddress, "python", code).Length);
}
