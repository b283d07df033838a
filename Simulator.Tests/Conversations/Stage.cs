using Ocpp.Client.Transport;
using Simulator.CentralModel;
using Simulator.CentralSystem;
using Simulator.Net;
using Simulator.Tests.Peer;
using Simulator.World;

namespace Simulator.Tests.Conversations;

/// <summary>The central system that the charger talks to over a real socket.</summary>
public enum Opposite
{
    Embedded,

    /// <summary>ocpp-rpc.</summary>
    Independent,

    /// <summary>ocpp-ts, which knows nothing of the security extension.</summary>
    SecondIndependent,
}

/// <summary>Which charger a conversation in memory has.</summary>
public enum Who
{
    /// <summary>The OCPP client alone, with a connector of a few lines.</summary>
    ChargePoint,

    /// <summary>The firmware's whole composition with power module, vehicle and buses.</summary>
    Firmware,
}

/// <summary>Sets the charger and a central system up for a conversation and plays it.</summary>
internal static class Stage
{
    public const string Identity = "CP-TALK-1";

    /// <summary>Simulated seconds for a real one where a socket is between.</summary>
    private const double SocketSpeed = 15;

    /// <summary>In memory: the same every time, as fast as it computes.</summary>
    public static void Play(Who who, Action<Conversation> script, int seed = 1)
    {
        var settings = new WorldSettings { Seed = seed, Identity = Identity };
        var link = new LinkCut();
        ChargerWorld? world = who == Who.Firmware ? new ChargerWorld(settings) : null;
        WorldLoop loop = world?.Loop ?? new WorldLoop(new SimulatedClock());
        var network = new MemoryNetwork(loop.Clock);
        var fileNetwork = new MemoryNetwork(loop.Clock);
        var files = new FileServiceModel(fileNetwork);
        var model = new CentralSystemModel(network, settings.StartUtc) { Files = files.Service };
        loop.Add(model);
        loop.Add(files);
        ITransport Stream() => link.Over(new MemoryTransport(network), () => loop.Clock.NowMs);
        IConversationCharger charger;
        if (world != null)
        {
            world.Transport = Stream;
            world.FileTransport = () => new MemoryTransport(fileNetwork);
            world.Lost = () =>
            {
                network.KillClients();
                fileNetwork.KillClients();
            };
            charger = new WholeCharger(world) { Files = files };
        }
        else charger = new PlainCharger(loop, Stream, settings.Endpoint, Identity, seed);
        var conversation = new Conversation(charger, new CentralInMemory(model), link);
        script(conversation);
        conversation.End();
    }

    /// <summary>The whole firmware in memory, with all that is around it at hand.</summary>
    public static void PlayWorld(Action<Conversation, ChargerWorld, MemoryNetwork, CentralSystemModel, WorldSettings> script)
    {
        var settings = new WorldSettings { Identity = Identity };
        var world = new ChargerWorld(settings);
        var network = new MemoryNetwork(world.Clock);
        var model = new CentralSystemModel(network, settings.StartUtc);
        var link = new LinkCut();
        world.Loop.Add(model);
        world.Transport = () => link.Over(new MemoryTransport(network), () => world.Clock.NowMs);
        world.Lost = network.KillClients;
        var conversation = new Conversation(new WholeCharger(world), new CentralInMemory(model), link);
        script(conversation, world, network, model, settings);
        conversation.End();
    }

    /// <summary>Over a real loopback socket, simulated time held to real time.</summary>
    public static async Task PlayAsync(Opposite opposite, Action<Conversation> script)
    {
        (IConversationCentral central, Uri endpoint) = await OpenAsync(opposite);
        await using (central)
        {
            var charger = new ChargerWorld(new WorldSettings { Identity = Identity, Endpoint = endpoint });
            var streams = new List<SocketTransport>();
            var link = new LinkCut();
            charger.Transport = () =>
            {
                var stream = new SocketTransport(() => charger.Clock.NowMs);
                streams.Add(stream);
                return link.Over(stream, () => charger.Clock.NowMs);
            };
            charger.Lost = () => streams.ForEach(s => s.Close());
            charger.Loop.Pace = new WallPace(SocketSpeed);
            var conversation = new Conversation(new WholeCharger(charger), central, link);
            try
            {
                script(conversation);
                conversation.End();
            }
            finally
            {
                streams.ForEach(s => s.Close());
            }
        }
    }

    private static async Task<(IConversationCentral Central, Uri Endpoint)> OpenAsync(Opposite opposite)
    {
        if (opposite != Opposite.Embedded)
        {
            (NodePeer peer, Uri endpoint) = await NodePeer.ServeAsync(second: opposite == Opposite.SecondIndependent);
            return (new CentralOfOthers(peer, Identity), endpoint);
        }
        EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync();
        return (new CentralEmbedded(central, Identity), central.Url);
    }
}
