using System.Globalization;
using Firmware;
using Ocpp.Client;
using Ocpp.Client.Configuration;
using Ocpp.Client.Transport;

namespace Simulator.Tests.Configuration;

/// <summary>The answer to GetConfiguration for all keys fits into what a charge point sends, however long their values are (rule 43).</summary>
public sealed class LongestAnswerTests
{
    private const string Member = """{"key":"","readonly":false,"value":""},""";
    private const string Envelope = """[3,"",{"configurationKey":[]}]""";
    private const int LongestId = 36;

    [Fact]
    public void GetConfiguration_EveryValueAtItsLongest_Rule43_FitsIntoOneMessage()
    {
        IKeyTable[] tables = [new OcppKeyTable(), new VendorKeys()];
        int bytes = Envelope.Length + LongestId + tables.Sum(t => Enumerable.Range(0, t.Count).Sum(i => Longest(t, i)));
        Assert.True(bytes <= ChargePoint.MostMessageBytes, $"{bytes} bytes, {ChargePoint.MostMessageBytes} at most");
        Assert.True(ChargePoint.MostMessageBytes <= new LinkLimits().MessageBytes);
    }

    private static int Longest(IKeyTable table, int index)
    {
        var key = new ConfigurationKey();
        key.Clear();
        table.Describe(index, key);
        int value = key.WriteOnly ? 0 : key.ReadOnly ? Math.Max(5, (key.DefaultText ?? "").Length) : key.Kind switch
        {
            KeyKind.Whole => Math.Max(Digits(key.Min), Digits(key.Max)),
            KeyKind.Truth => 5,
            KeyKind.List => key.Allowed.Length,
            _ => key.Max,
        };
        return Member.Length + key.Name.Length + value;
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;
}
