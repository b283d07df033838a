namespace Simulator.Bench;

/// <summary>Every byte of every file on flash, damaged one at a time.</summary>
public sealed class SafetyStoreBench : IBench
{
    public string Name => "safety";

    public void Run(IFigures figures)
    {
        SortedDictionary<string, byte[]> image = FlashDamage.Image();
        using var damage = new FlashDamage();
        int tried = 0, untold = 0;
        var random = new Random(9);
        foreach ((string file, byte[] content) in image)
        {
            int bytes = FlashDamage.CheckedBytes(file, content);
            for (int at = 0; at < bytes; at++)
            {
                byte[] damaged = [.. content];
                damaged[at] ^= (byte)random.Next(1, 256);
                tried++;
                if (!FlashDamage.IsTold(file, damage.Boot(new SortedDictionary<string, byte[]>(image, StringComparer.Ordinal) { [file] = damaged }))) untold++;
            }
        }
        figures.Add("safety.flash_damage_tried", tried);
        figures.Add("safety.flash_damage_untold", untold);
    }
}
