import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Opens repositories made of the template. */
export const templatePassword = 'a-test-password'

/**
 * The two files of an empty repository, as `restic init` made them, but with the key sealed anew under scrypt with N = 2. A real
 * key is made to take half a second to open, each time a restic process starts; this one takes none.
 */
export const templateRepository = {
  config:
    'YCqjtbqLQEzoNR9QYgCHW9MfTt0v6HM7gU4jlW6Dysj3a7ZtrCuAhQIXxWJiPlEWsJgIVsCs2nktACMzgprx74KhMhcfuGWtsntKJAebUce5m65dRFAUvLK4mzGV7HAjJ1hx3qiPcOF2HlCQmaHbPlq6jjg+Xe2AqreclUk1FbIXe+xCXIwuXe/eEmt9eu/t/M83Is24TfO40hg=',
  key_name: 'd6d56ef433cf1d2d186cd422e7fa1341cd1eee10d64b6eb852e3b702ffec2e6d',
  key: '{"created":"2026-11-21T11:40:47.573045139Z","username":"test","hostname":"test","kdf":"scrypt","N":2,"r":8,"p":4,"salt":"4qj8ABkLBv+5+y35AxoSGK5kyZzf3f9kKF0lP6/UCF1PxWBjZeFW/vNWXMUJDW9CGmzVOpCquJf7RQ0+aon0Zw==","data":"4Te0DtSYGE9IiB0RdbYJAGjiw7ecKlVmk2zcrFd7zyiJmAe1igRIaAaPEof1OSpnvSAS3aQJOPZrFy/ghPc+Jen2RxIgxb8a0rbJARFkv0pmPjMpoiGoYSwbf+0cxOe43acOABiogy6KOwmusl74VquzPPQqdUd1yNL/2TVrrziij3GYdE54uquwMEZnm4UR8B87JJ1kj6DRhjJYKxPyUw=="}',
}

/** Puts an empty repository into a folder. All tests have the same one, so copies between two need another. */
export const writeTemplateRepository = async (folder: string): Promise<void> => {
  for (const name of ['data', 'index', 'keys', 'locks', 'snapshots'])
    await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, 'keys', templateRepository.key_name), templateRepository.key)
  await writeFile(join(folder, 'config'), Buffer.from(templateRepository.config, 'base64'))
}
