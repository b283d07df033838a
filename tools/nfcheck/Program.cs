using System.CommandLine;
using DeviceCheck;

var projects = new Argument<FileInfo[]>("projects") { Description = "the .nfproj files; without any, all that lie below the current folder", Arity = ArgumentArity.ZeroOrMore };
var properties = new Option<string[]>("--property", "-p") { Description = "an MSBuild property NAME=VALUE for every project; without any, each combination of the flavours that nf.proj.props lists" };
var output = new Option<DirectoryInfo?>("--out") { Description = "where the compiled assemblies go (a temporary folder by default)" };
var command = new RootCommand("Compiles the device projects against the public API of the real nanoFramework packages and checks the result for what the device cannot take. It needs no nanoFramework package.") { projects, properties, output };
command.SetAction(result => Run(result.GetValue(projects)!, result.GetValue(properties)!, result.GetValue(output)));
return command.Parse(args).Invoke();

static int Run(FileInfo[] named, string[] properties, DirectoryInfo? output)
{
    string[] projects = named.Length > 0 ? [.. named.Select(p => p.FullName)] : [.. Checkout.DeviceProjects(Directory.GetCurrentDirectory())];
    if (projects.Length == 0)
    {
        Console.Error.WriteLine($"nfcheck: no .nfproj in or below {Directory.GetCurrentDirectory()}: name the projects, or call it in the checkout's root");
        return 2;
    }
    string folder = output?.FullName ?? Directory.CreateTempSubdirectory("nfcheck-").FullName;
    bool isGood = true;
    string[][] flavours = properties.Length > 0 ? [properties] : Checkout.Flavours(projects[0]);
    var api = new ApiSet(Path.Combine(AppContext.BaseDirectory, "api"));
    DeviceCompiler? earlier = null;
    foreach (string[] flavour in flavours)
    {
        var report = new Report(Console.Out);
        var compiler = new DeviceCompiler(report, api, Path.Combine(folder, string.Join('-', flavour).Replace('=', '-')), flavour, earlier);
        earlier ??= compiler;
        foreach (string project in projects) compiler.Build(project);
        Console.WriteLine($"nfcheck: {compiler.Projects} projects, {report.Errors} errors, {report.Warnings} warnings {string.Join(' ', flavour)}".TrimEnd());
        isGood &= report.Errors == 0;
    }
    if (output == null) Directory.Delete(folder, recursive: true);
    return isGood ? 0 : 1;
}
