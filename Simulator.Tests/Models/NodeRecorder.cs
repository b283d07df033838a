using Simulator.Models;

namespace Simulator.Tests.Models;

/// <summary>Records what a node sends, as "ID: bytes".</summary>
internal sealed class NodeRecorder
{
    public NodeRecorder(BusNode node) => node.Send = (id, data) => Sent.Add($"{id:X8}: {BitConverter.ToString(data).Replace('-', ' ')}");

    public List<string> Sent { get; } = [];

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", ""));
}
