using Charger.Can;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Transport;

namespace Simulator.Tests.House;

/// <summary>The log names enum values, never their numbers: each value has its name, since the device cannot tell it by itself.</summary>
public class EnumNameTests
{
    [Fact]
    public void NameOf_EveryValue_IsItsName()
    {
        Same<ModulePhase>(ModulePhaseTable.NameOf);
        Same<ModuleSignal>(ModuleCodec.NameOf);
        Same<LinkPhase>(LinkPhaseTable.NameOf);
        Same<LinkEvent>(LinkPhaseTable.NameOf);
        Same<FirmwareState>(FirmwareUpdateTable.NameOf);
        Same<FirmwareEvent>(FirmwareUpdateTable.NameOf);
    }

    [Fact]
    public void Describe_EveryTransferFailure_HasWordsOfItsOwn()
    {
        string[] words = [.. Enum.GetValues<TransferFailure>().Select(TransferFailures.Describe)];
        Assert.Equal(words.Length, words.Distinct().Count());
    }

    private static void Same<T>(Func<T, string> nameOf)
        where T : struct, Enum => Assert.Equal(Enum.GetNames<T>(), Enum.GetValues<T>().Select(nameOf));
}
