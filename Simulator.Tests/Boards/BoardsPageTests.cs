using System.Xml.Linq;
using Firmware;
using Simulator.Boards;
using Simulator.Pages;
using Simulator.Tests.House;

namespace Simulator.Tests.Boards;

public sealed class BoardsPageTests
{
    [Fact]
    public void BoardsPage_OnDisk_IsWrittenFromTheTable()
    {
        Compare("docs/boards.md", BoardsPage.Text);
        foreach (string name in Wiring.Names) Compare($"docs/images/board-{name}.svg", WiringDrawing.Of(Wiring.BoardOf(name)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Wiring_EveryBoard_NamesEveryFittedPinAndPassesTheBootCheck()
    {
        foreach (string name in Wiring.Names)
        {
            BoardProfile board = Wiring.BoardOf(name);
            Assert.Null(board.Conflict());
            var fitted = Enumerable.Range(0, PinRoles.Count).Select(i => (PinRole)i).Where(r => board.Pin(r) != BoardProfile.NotFitted);
            Assert.Equal(fitted, Wiring.Of(board).Select(w => w.Role).Distinct().Order());
        }
    }

    [Fact]
    public void WiringDrawing_EveryBoard_DrawsEveryWireInsideThePicture()
    {
        foreach (string name in Wiring.Names)
        {
            BoardProfile board = Wiring.BoardOf(name);
            XElement svg = XElement.Parse(WiringDrawing.Of(board));
            double height = double.Parse(svg.Attribute("viewBox")!.Value.Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture);
            List<XElement> lines = [.. svg.Descendants().Where(e => e.Name.LocalName == "line")];
            Assert.Equal(Wiring.Of(board).Count, lines.Count);
            Assert.All(lines, l => Assert.InRange((double)l.Attribute("y1")!, 0, height));
        }
    }

    private static void Compare(string file, string text)
    {
        string path = Repository.PathOf(file);
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1") File.WriteAllText(path, text);
        Assert.Equal(text, File.ReadAllText(path));
    }
}
