using Ocpp.Client.Transport;

namespace Simulator.Tests.Transport;

/// <summary>A message the heap has no room for.</summary>
public class FrameReaderMemoryTests
{
    [Fact]
    public void Read_NoRoomForTheWhole_KeepsTheBeginningAsOfOneTooLong()
    {
        var reader = new FrameReader();
        // No array is as long as that.
        reader.Attach(16, int.MaxValue);
        Assert.Equal(FrameResult.NeedMore, reader.Read([1, 17, .. new byte[17]], 0, 19));
        Assert.Equal((16, 16, 1), (reader.MessageLength, reader.Message.Length, reader.Omitted));
        reader.Reset();
        Assert.Equal(FrameResult.Message, reader.Read([0x81, 2, 65, 65], 0, 4));
        Assert.Equal((2, 0), (reader.MessageLength, reader.Omitted));
    }
}
