using Simulator.Bench;
using Simulator.Images;
using Simulator.Tests.House;

namespace Simulator.Tests.Images;

public sealed class BuiltImagesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("images").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 }, 1)]
    [InlineData(new byte[] { 1, 2, 4 }, 0)]
    [InlineData(null, 0)]
    public void Read_TwoFolders_ComparesByteForByte(byte[]? again, int reproducible)
    {
        Put("", "default", [1, 2]);
        Put("again", "default", [1, 2]);
        Put("", "Meter-Modbus", [1, 2, 3]);
        if (again != null) Put("again", "Meter-Modbus", again);
        BuiltImages images = BuiltImages.Read(_folder, Path.Combine(_folder, "again"));
        Assert.Equal(["image.default.bytes=2", "image.Meter-Modbus.bytes=3", $"image.reproducible={reproducible}"], images.Figures());
        Assert.Equal("| image | bytes | more than the default |\n|---|---|---|\n| default | 2 |  |\n| Meter-Modbus | 3 | 1 |\n", images.Table());
    }

    [Fact]
    public void Read_NoDefaultImage_IsRefused()
    {
        Put("", "Meter-Modbus", [1]);
        Assert.Throws<InvalidOperationException>(() => BuiltImages.Read(_folder, null));
    }

    [Fact]
    public void BuildingPage_OnDisk_HasTheMarks()
    {
        Put("", "default", new byte[1234]);
        string page = BuiltImages.Read(_folder, null).In(File.ReadAllText(Repository.PathOf("docs/building.md")));
        Assert.Contains("| default | 1,234 |  |\n" + BuiltImages.Marks.End, page);
    }

    [Fact]
    public void FigurePage_SizesOfAllFlavours_LeaveTheBenchsImage()
    {
        string page = FigurePage.Of("", FigurePage.Bench, ["image.bytes=1"], "m");
        page = FigurePage.Of(page, FigurePage.Images + " OUT", ["image.default.bytes=2"], "m");
        page = FigurePage.Of(page, FigurePage.Bench, ["image.bytes=3"], "m");
        Assert.Contains("image.bytes=3", page);
        Assert.Contains("## image-flavours\n\nBy `images OUT` on m.\n\n```\nimage.default.bytes=2\n", page);
    }

    private void Put(string folder, string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, folder);
        Directory.CreateDirectory(path);
        File.WriteAllBytes(Path.Combine(path, name + ".bin"), bytes);
    }
}
