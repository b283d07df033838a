using Charger.Runtime;
using Ocpp.Client.Transport;

namespace Ocpp.Client.Connection
{
    /// <summary>
    /// Keeps the link open: connects, waits and connects again without end. A call that freezes all threads (name look-up, TLS) waits
    /// until the charger has granted a stall; the adapter remembers the address of a name that it has connected to.
    /// </summary>
    public sealed class LinkSupervisor
    {
        private readonly IMessageLink _link;
        private readonly ReconnectPolicy _policy;
        private readonly ILog _log;
        private LinkTarget _target;
        private string _knownHost = "";
        private bool _opening;
        private bool _wasOpen;
        private long _attemptMs;
        private bool _waits;
        private long _nextMs;

        /// <summary>Connects nowhere until <see cref="Retarget"/>. It does not own the link.</summary>
        public LinkSupervisor(IMessageLink link, ReconnectPolicy policy, ILog log)
        {
            _link = link;
            _policy = policy;
            _log = log;
        }

        /// <summary>Where to connect; null for nowhere. A change closes the link and connects again.</summary>
        public LinkTarget Target => _target;

        /// <summary>The network address should be requested again; true once, for the caller that requests it.</summary>
        public bool ConsumeRenewAddress()
        {
            bool wanted = _policy.RenewAddress;
            _policy.RenewAddress = false;
            return wanted;
        }

        /// <summary>Sets where to connect; null for nowhere. An open link is closed (GoingAway), and the next attempt is due at once.</summary>
        public void Retarget(LinkTarget target, long nowMs)
        {
            _target = target;
            _nextMs = nowMs;
            if (_link.State != LinkState.Closed) _link.Close(WebSocketProtocol.GoingAway, nowMs);
        }

        /// <summary>The central system has accepted a boot or answered a call, which an open link alone does not prove.</summary>
        public void Succeeded() => _policy.Succeeded();

        /// <summary>The network is up again: the next attempt is due at once.</summary>
        public void NetworkBack(long nowMs)
        {
            long soonMs = nowMs + _policy.ShortestMs();
            if (_link.State != LinkState.Closed) return;
            if (soonMs < _nextMs) _nextMs = soonMs;
        }

        /// <summary>Connecting to this target takes a call that freezes all threads: a name look-up or a TLS handshake.</summary>
        public bool NeedsStall(LinkTarget target)
        {
            return target.Secure || (!IsAddress(target.Host) && target.Host != _knownHost);
        }

        /// <summary>When it connects next; <see cref="long.MaxValue"/> while no attempt is planned.</summary>
        public long DueMs => _target == null || _wasOpen || _opening || _waits ? long.MaxValue : _nextMs;

        /// <summary>True when it began to connect, which may have blocked.</summary>
        public bool Step(long nowMs, ConnectorInputs inputs, ConnectorOutputs outputs)
        {
            LinkState state = _link.State;
            if (state == LinkState.Open && !_wasOpen) Opened();
            if (state == LinkState.Closed && (_wasOpen || _opening)) Ended(nowMs);
            _waits = false;
            if (state != LinkState.Closed || _target == null || nowMs < _nextMs)
            {
                if (!_opening) outputs.RequestStall(StallRequester.Link, false);
                return false;
            }
            bool needsStall = NeedsStall(_target);
            outputs.RequestStall(StallRequester.Link, needsStall);
            // The charger's inputs show the grant.
            _waits = needsStall && !inputs.StallGranted;
            if (_waits) return false;
            _opening = true;
            _attemptMs = nowMs;
            _log.Write(LogLevel.Info, LogSection.WebSocket, "connecting to " + (_target.Secure ? "wss://" : "ws://") + _target.Host + ":" + _target.Port + _target.Path + " as " + _target.Identity);
            _link.Open(_target, nowMs);
            return true;
        }

        private void Opened()
        {
            _wasOpen = true;
            _opening = false;
            _knownHost = _target == null ? "" : _target.Host;
        }

        // After a connection the pause counts from its attempt: one that lasted has waited already. After a failure it counts from then: a call that
        // freezes all threads is not repeated without a pause.
        private void Ended(long nowMs)
        {
            bool opened = _wasOpen;
            _wasOpen = false;
            _opening = false;
            _nextMs = nowMs;
            if (_link.LastEnd != LinkEnd.ClosedByUs)
            {
                _nextMs = (opened ? _attemptMs : nowMs) + _policy.NextDelayMs(opened, nowMs);
                long leastMs = nowMs + _policy.ShortestMs();
                if (_nextMs < leastMs) _nextMs = leastMs;
            }
            _log.Write(LogLevel.Warning, LogSection.WebSocket, "link ended: " + LinkEnds.Describe(_link.LastEnd, _link.LastEndCode) + "; trying again in " + (_nextMs - nowMs) + " ms");
        }

        /// <summary>True for digits and points: it needs no look-up.</summary>
        public static bool IsAddress(string host)
        {
            for (int i = 0; i < host.Length; i++)
            {
                char c = host[i];
                if ((c < '0' || c > '9') && c != '.') return false;
            }
            return host.Length > 0;
        }
    }

    /// <summary>Why links ended, in words for the operator.</summary>
    public static class LinkEnds
    {
        /// <summary>What happened and what to do.</summary>
        public static string Describe(LinkEnd end, int code)
        {
            switch (end)
            {
                case LinkEnd.ClosedByUs: return "closed by us";
                case LinkEnd.ClosedByPeer: return "closed by the central system with code " + code;
                case LinkEnd.Lost: return "the connection broke";
                case LinkEnd.Refused: return "refused: nothing listens on that port";
                case LinkEnd.TimedOut: return "no answer in time: check address and network";
                case LinkEnd.NoAddress: return "the name has no address: check the host in the URL and the network's DNS";
                case LinkEnd.Untrusted: return "TLS failed: check the certificate, its name and dates";
                case LinkEnd.Unauthorized: return "HTTP " + code + ": check identity and AuthorizationKey";
                case LinkEnd.UnknownIdentity: return "HTTP 404: the central system does not know this identity or path";
                case LinkEnd.HttpError: return "HTTP " + code;
                case LinkEnd.Redirected: return "HTTP " + code + ": redirects are not followed, set the final URL";
                case LinkEnd.WrongSubprotocol: return "the server did not select ocpp1.6";
                case LinkEnd.BadHandshake: return "the server's answer is no WebSocket handshake";
                case LinkEnd.ProtocolError: return "the server broke the WebSocket protocol, code " + code;
                case LinkEnd.TooBig: return "a message was larger than the limit";
                case LinkEnd.Silent: return "the server is silent or no longer reads";
                case LinkEnd.NoBuffer: return "no buffer was free for it";
                default: return "nothing yet";
            }
        }
    }
}
