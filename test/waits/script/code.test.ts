import { corpus, env, exec, sh } from './corpus.ts';

const databaseUrl = env({ DATABASE_URL: 'postgresql+asyncpg://app:pw@db:5432/app' });

corpus('code and applications', [
  [exec('python', '-c', 'import socket\nsocket.create_connection(("db", 5432), timeout=3)'), 'tcp db:5432 once'],
  ['until python -c "import socket; socket.create_connection((\'db\', 5432))"; do sleep 1; done', 'tcp db:5432'],
  [
    exec(
      'python3',
      '-c',
      'import socket,time\nwhile True:\n  try:\n    s=socket.socket(); s.connect(("db",5432)); break\n  except OSError:\n    time.sleep(1)',
    ),
    'tcp db:5432',
  ],
  [
    {
      ...exec(
        'python',
        '-c',
        'import os,socket,time\nhost=os.environ["HOST"]\nport=int(os.getenv("PORT", "5432"))\nfor _ in range(30):\n  if socket.socket().connect_ex((host,port))==0: break\n  time.sleep(2)',
      ),
      env: env({ HOST: 'db' }),
    },
    'tcp db:5432 30 times within 60s',
  ],
  [exec('python', '-c', 'import requests; requests.get("http://api:8080/health").raise_for_status()'), 'http api:8080/health once'],
  ['until python -c \'import urllib.request as r; r.urlopen("http://api/h")\'; do sleep 1; done', 'http api:80/h'],
  [sh('python3 - <<EOF\nimport psycopg2\npsycopg2.connect(host="db", port=5433, user="x")\nEOF'), 'postgres db:5433 once'],
  ['until python -c "import psycopg2; psycopg2.connect(\'host=db dbname=app\')"; do sleep 1; done', 'postgres db:5432'],
  ['until python -c \'import redis; redis.Redis(host="redis").ping()\'; do sleep 1; done', 'redis redis:6379'],
  [
    'until python -c \'from pymongo import MongoClient; MongoClient("mongodb://mongo:27017").admin.command("ping")\'; do sleep 1; done',
    'mongodb mongo:27017',
  ],
  [exec('python', '-c', 'import socket; socket.gethostbyname("db")'), 'dns db once'],
  [exec('node', '-e', "const s=require('net').createConnection(5432,'db');s.on('error',()=>process.exit(1))"), 'tcp db:5432 once'],
  ["until node -e \"require('net').connect({host:'db',port:5432}).on('error',()=>process.exit(1))\"; do sleep 1; done", 'tcp db:5432'],
  ["until node -e \"require('http').get('http://api:8080/health')\"; do sleep 1; done", 'http api:8080/health'],
  [exec('node', '-e', 'fetch("http://api:3000/ready").then(r => process.exit(r.ok ? 0 : 1))'), 'http api:3000/ready once'],
  ['until ruby -rsocket -e \'TCPSocket.new("db", 5432)\'; do sleep 1; done', 'tcp db:5432'],
  ['until perl -MIO::Socket::INET -e \'exit !IO::Socket::INET->new("db:5432")\'; do sleep 1; done', 'tcp db:5432'],
  ['until perl -MIO::Socket -e \'IO::Socket::INET->new(PeerAddr => "db", PeerPort => 5432) or exit 1\'; do sleep 1; done', 'tcp db:5432'],
  ['until php -r \'@fsockopen("db", 3306) or exit(1);\'; do sleep 1; done', 'tcp db:3306'],
  ['until php -r \'new PDO("mysql:host=mysql;port=3306;dbname=app", "u", "p");\'; do sleep 1; done', 'mysql mysql:3306'],
  [{ ...exec('python', 'manage.py', 'wait_for_db'), env: databaseUrl }, 'postgres db:5432'],
  [{ ...exec('python', 'manage.py', 'migrate', '--noinput'), env: databaseUrl }, 'postgres db:5432 once'],
  [{ ...exec('python', 'manage.py', 'migrate'), env: env({ DB_HOST: 'db', DB_PORT: '5432' }) }, 'postgres db:5432 once'],
  [sh('until bundle exec rails runner "ActiveRecord::Base.connection"; do sleep 2; done', { env: databaseUrl }), 'postgres db:5432'],
  [{ ...exec('bundle', 'exec', 'rails', 'db:migrate'), env: databaseUrl }, 'postgres db:5432 once'],
  [{ ...exec('php', 'artisan', 'migrate', '--force'), env: env({ DB_CONNECTION: 'mysql', DB_HOST: 'mysql' }) }, 'mysql mysql once'],
  [
    {
      ...exec('airflow', 'db', 'check-migrations', '--migration-wait-timeout=120'),
      env: env({ AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: 'postgresql://u:p@pg:5432/af' }),
    },
    'postgres pg:5432 within 120s',
  ],
  [{ ...exec('alembic', 'upgrade', 'head'), env: databaseUrl }, 'postgres db:5432 once'],
  [exec('flyway', '-url=jdbc:postgresql://db:5432/app', '-user=x', 'migrate'), 'postgres db:5432 once'],
  [{ ...exec('flyway', 'migrate'), env: env({ FLYWAY_URL: 'jdbc:mysql://mysql:3306/app?useSSL=false' }) }, 'mysql mysql:3306 once'],
  [exec('liquibase', '--url=jdbc:mariadb://maria/app', 'update'), 'mysql maria:3306 once'],
  [
    sh('exec migrate -path /migrations -database "$DATABASE_URL" up', { env: env({ DATABASE_URL: 'postgres://u:p@db/app' }) }),
    'postgres db:5432 once',
  ],
  [{ ...exec('dbmate', 'wait'), env: env({ DATABASE_URL: 'mysql://u:p@mysql/app' }) }, 'mysql mysql:3306 within 60s'],
  [sh("until kong start; do echo 'db not up'; sleep 2; done; kong stop", { env: env({ KONG_PG_HOST: 'pg' }) }), 'postgres pg:5432'],
  [
    { ...exec('npx', 'prisma', 'migrate', 'deploy'), env: env({ DATABASE_URL: 'postgresql://u:p@db:5432/a?schema=public' }) },
    'postgres db:5432 once',
  ],
]);
