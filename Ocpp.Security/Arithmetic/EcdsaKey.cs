namespace Ocpp.Security.Arithmetic
{
    /// <summary>
    /// Operations with a secret key on P-256 (FIPS 186-4 6.3), in steps of one product as a rule: the public key, about 3,900, and a
    /// signature, about 4,300. Their time depends on the key's bits. Heap: about 3 KB. Made for one operation and released.
    /// </summary>
    public sealed class EcdsaKey
    {
        private const int Noncing = 0;
        private const int EnteringX = 1;
        private const int EnteringY = 2;
        private const int Multiplying = 3;
        private const int LeavingX = 4;
        private const int LeavingY = 5;
        private const int EnteringNonce = 6;
        private const int Inverting = 7;
        private const int EnteringR = 8;
        private const int TimesKey = 9;
        private const int TimesInverse = 10;
        private const int Done = 11;

        private readonly Montgomery _field = new Montgomery(CurveP256.Prime());
        private readonly Montgomery _order = new Montgomery(CurveP256.Order());
        private readonly uint[] _form = CurveP256.PrimeForm();
        private readonly uint[] _one = new uint[CurveP256.Words];
        private readonly uint[] _x = new uint[CurveP256.Words];
        private readonly uint[] _y = new uint[CurveP256.Words];
        private readonly uint[] _work = new uint[CurveP256.Words];
        private readonly uint[] _secret = new uint[CurveP256.Words];
        private readonly uint[] _hash = new uint[CurveP256.Words];
        private readonly FieldProgram _run;
        private uint[] _gx;
        private uint[] _gy;
        private EcdsaNonce _nonce;
        private uint[] _scalar;
        private PointMultiplier _points;
        private ModularPower _power;
        private int _stage;

        /// <summary>Does nothing until <see cref="BeginPublic"/> or <see cref="BeginSign"/>.</summary>
        public EcdsaKey()
        {
            _run = new FieldProgram(_field);
            _one[0] = 1;
        }

        /// <summary>There is no result: the secret is not valid, or a case that a valid one does not reach.</summary>
        public bool HasFailed { get; private set; }

        /// <summary>x of the public key, or r of the signature.</summary>
        public uint[] First => _x;

        /// <summary>y of the public key, or s of the signature.</summary>
        public uint[] Second => _y;

        /// <summary>A number from a random source can be a secret key: from 1 to the order less 1.</summary>
        public static bool IsSecret(byte[] secret)
        {
            uint[] words = new uint[CurveP256.Words];
            BigWords.Read(secret, 0, CurveP256.Bytes, words);
            return !BigWords.IsZero(words) && BigWords.Compare(words, CurveP256.Order()) < 0;
        }

        /// <summary>The public key of a secret of 32 bytes.</summary>
        public void BeginPublic(byte[] secret)
        {
            HasFailed = !IsSecret(secret);
            _stage = HasFailed ? Done : EnteringX;
            BigWords.Read(secret, 0, CurveP256.Bytes, _secret);
            _scalar = _secret;
            _gx = CurveP256.BaseX();
            _gy = CurveP256.BaseY();
            _nonce = null;
            _field.Begin(_gx, _form);
        }

        /// <summary>The signature of a hash of SHA-256.</summary>
        public void BeginSign(byte[] secret, byte[] hash)
        {
            BeginPublic(secret);
            if (HasFailed) return;
            BigWords.Read(hash, 0, CurveP256.Bytes, _hash);
            if (BigWords.Compare(_hash, _order.Modulus) >= 0) BigWords.Subtract(_hash, _order.Modulus, _hash);
            byte[] reduced = new byte[CurveP256.Bytes];
            BigWords.Write(_hash, reduced, 0);
            _nonce = new EcdsaNonce(secret, reduced, _order.Modulus);
            _scalar = _nonce.Nonce;
            _stage = Noncing;
        }

        /// <summary>Does one step; true when it is done.</summary>
        public bool Step()
        {
            switch (_stage)
            {
                case Done: return true;
                case Noncing:
                    if (_nonce.Step()) Enter();
                    return _stage == Done;
                case EnteringX:
                case EnteringY:
                    if (_field.Step()) EnterBase();
                    return false;
                case Multiplying:
                    if (_points.Step()) Leave();
                    return _stage == Done;
                case LeavingX:
                case LeavingY:
                    if (_field.Step()) LeaveForm();
                    return _stage == Done;
                case Inverting:
                    if (_power.Step()) Next(EnteringR, _x, CurveP256.OrderForm());
                    return false;
                default:
                    if (_order.Step()) Sign();
                    return _stage == Done;
            }
        }

        private void Enter()
        {
            HasFailed = _nonce.HasFailed;
            _stage = HasFailed ? Done : EnteringX;
            _field.Begin(_gx, _form);
        }

        private void EnterBase()
        {
            if (_stage == EnteringX)
            {
                _field.CopyTo(_gx);
                _stage = EnteringY;
                _field.Begin(_gy, _form);
                return;
            }
            _field.CopyTo(_gy);
            _points = new PointMultiplier(_field, _run, _gx, _gy);
            _points.Begin(_scalar);
            _stage = Multiplying;
        }

        private void Leave()
        {
            HasFailed = _points.IsInfinite;
            _stage = HasFailed ? Done : LeavingX;
            _field.Begin(_run[FieldProgram.X], _one);
        }

        private void LeaveForm()
        {
            if (_stage == LeavingY)
            {
                _field.CopyTo(_y);
                _stage = Done;
                return;
            }
            _field.CopyTo(_x);
            if (_nonce == null)
            {
                _stage = LeavingY;
                _field.Begin(_run[FieldProgram.Y], _one);
                return;
            }
            if (BigWords.Compare(_x, _order.Modulus) >= 0) BigWords.Subtract(_x, _order.Modulus, _x);
            HasFailed = BigWords.IsZero(_x);
            if (HasFailed) _stage = Done;
            else Next(EnteringNonce, _scalar, CurveP256.OrderForm());
        }

        private void Next(int stage, uint[] a, uint[] b)
        {
            _stage = stage;
            _order.Begin(a, b);
        }

        // s = (hash + r secret) / nonce.
        private void Sign()
        {
            _order.CopyTo(_stage == TimesInverse ? _y : _work);
            switch (_stage)
            {
                case EnteringNonce:
                    uint[] exponent = CurveP256.Order();
                    exponent[0] -= 2;
                    BigWords.Copy(_work, _y);
                    _power = new ModularPower(_order);
                    _power.Begin(_y, _y, exponent);
                    _stage = Inverting;
                    return;
                case EnteringR:
                    Next(TimesKey, _work, _secret);
                    return;
                case TimesKey:
                    _order.Add(_work, _hash, _work);
                    Next(TimesInverse, _power.Result, _work);
                    return;
                default:
                    HasFailed = BigWords.IsZero(_y);
                    _stage = Done;
                    return;
            }
        }
    }
}
