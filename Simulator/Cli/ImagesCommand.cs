using System.CommandLine;
using Simulator.Bench;
using Simulator.Boards;
using Simulator.Images;

namespace Simulator.Cli;

/// <summary>Sizes of the device's images by flavour, whether they are reproducible, and how many boards' pins are right.</summary>
public static class ImagesCommand
{
    private const string SizesPage = "docs/building.md";

    public static Command Create()
    {
        var command = new Command("images", "Prints the figures of built images: bytes by flavour, whether two builds are equal, boards whose pins are right.");
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Where .ci/images has put them." };
        var again = new Option<DirectoryInfo?>("--again") { Description = "The same images, built in another folder." };
        var write = new Option<string?>("--write-docs") { Description = $"Writes the figures into this page ({FigurePage.UsualPath}) and the table of sizes into {SizesPage}." };
        command.Arguments.Add(folder);
        command.Options.Add(again);
        command.Options.Add(write);
        command.SetAction(parsed => Print(parsed.GetValue(folder)!, parsed.GetValue(again), parsed.GetValue(write)));
        return command;
    }

    private static int Print(DirectoryInfo folder, DirectoryInfo? again, string? page)
    {
        if (!folder.Exists || again is { Exists: false }) throw new UsageException($"no folder '{(folder.Exists ? again : folder)}': build the images with .ci/images first");
        BuiltImages images;
        try
        {
            images = BuiltImages.Read(folder.FullName, again?.FullName);
        }
        catch (InvalidOperationException e)
        {
            throw new UsageException(e.Message);
        }
        string[] wrong = [.. Wiring.Names.Where(n => Wiring.BoardOf(n).Conflict() != null)];
        string[] figures = [.. images.Figures(), $"boards.checked={Wiring.Names.Count() - wrong.Length}"];
        foreach (string line in figures) Console.WriteLine(line);
        foreach (string flavour in images.Differing ?? []) Console.Error.WriteLine($"error: two builds of '{flavour}' differ");
        if (page != null)
        {
            FigurePage.Write(page, FigurePage.Images + (again == null ? " OUT" : " OUT --again OUT/again"), figures);
            File.WriteAllText(SizesPage, images.In(File.ReadAllText(SizesPage)));
        }
        return images.Differing is { Count: > 0 } || wrong.Length > 0 ? 1 : 0;
    }
}
