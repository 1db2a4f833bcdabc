"""OpenStack Swift on one disk, in one process, with its S3 API: for tests. Started by start-swift.ts, ends with its standard input.

usage: one-node.py FOLDER ACCOUNT USER KEY
"""

import json
import os
import sys

import eventlet
from eventlet import wsgi

from swift.common import constraints, storage_policy, utils
from swift.common.ring import RingBuilder
from swift.common.wsgi import SwiftHttpProtocol, loadapp

folder, account, user, key = sys.argv[1:5]
devices = os.path.join(folder, 'devices')
conf = os.path.join(folder, 'conf')

common = f"""
[DEFAULT]
swift_dir = {conf}
devices = {devices}
mount_check = false
bind_ip = 127.0.0.1
recon_cache_path = {folder}/recon
"""
storage = common + """
[pipeline:main]
pipeline = {name}-server
[app:{name}-server]
use = egg:swift#{name}
"""
proxy = common + f"""
[pipeline:main]
pipeline = catch_errors gatekeeper listing_formats bulk s3api tempauth copy slo dlo versioned_writes symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_{account}_{user} = {key} .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_object_versioning = true
[filter:symlink]
use = egg:swift#symlink
"""
swift = """
[swift-hash]
swift_hash_path_suffix = test
swift_hash_path_prefix = test
[storage-policy:0]
name = one
default = yes
"""


def write(name, text):
    path = os.path.join(conf, name)
    with open(path, 'w') as file:
        file.write(text)
    return path


def make_ring(name, port):
    builder = RingBuilder(2, 1, 0)
    builder.add_dev({
        'id': 0, 'region': 1, 'zone': 1, 'weight': 1, 'ip': '127.0.0.1', 'port': port, 'device': 'disk',
        'replication_ip': '127.0.0.1', 'replication_port': port,
    })
    builder.rebalance()
    builder.get_ring().save(os.path.join(conf, f'{name}.ring.gz'))


class NoCache:
    """In place of memcached, which the authentication asks for."""

    def get(self, *_, **__):
        return None

    def set(self, *_, **__):
        pass

    incr = decr = delete = set


def uncached(app):
    def call(env, start_response):
        env['swift.cache'] = NoCache()
        return app(env, start_response)
    return call


def serve(listener, path):
    app = uncached(loadapp(path))
    eventlet.spawn(wsgi.server, listener, app, log=utils.NullLogger(), protocol=SwiftHttpProtocol)


utils.eventlet_monkey_patch()
os.makedirs(os.path.join(devices, 'disk'))
os.makedirs(os.path.join(folder, 'recon'))
os.makedirs(conf)
write('swift.conf', swift)
utils.set_swift_dir(conf)
utils.validate_hash_conf()
constraints.reload_constraints()
storage_policy.reload_storage_policies()
for name in ('account', 'container', 'object'):
    listener = eventlet.listen(('127.0.0.1', 0))
    make_ring(name, listener.getsockname()[1])
    serve(listener, write(f'{name}-server.conf', storage.replace('{name}', name)))
listener = eventlet.listen(('127.0.0.1', 0))
serve(listener, write('proxy-server.conf', proxy))
print(json.dumps({'port': listener.getsockname()[1]}), flush=True)
eventlet.tpool.execute(sys.stdin.read)
os._exit(0)
